// SPDX-License-Identifier: GPL-2.0-only
/* The host's findings: what is wrong, what shows it, and what helps. */
#include "host-findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/textbuf.h"
#include "../../lib/xalloc.h"
#include "../device-class.h"
#include "../findings.h"

/*
 * The modes that administrators of persistent memory use most. Other modes give information
 * only.
 */
#define MAIN_MODES ((1U << MODE_FSDAX) | (1U << MODE_DEVDAX) | (1U << MODE_BLOCK))

static struct finding *add_finding(struct host_verdict *v, enum reason reason, const char *about)
{
	return finding_add(v, reason, "host", about);
}

/* There is one finding for each reason, or one for each module (REASON_FLAG_PER_MODULE). */
static struct finding *find_or_add(struct host_verdict *v, enum reason reason, const char *about)
{
	char *message = fill_in(reason_words(reason)->message, about);
	bool per_module = reason_words(reason)->flags & REASON_FLAG_PER_MODULE;
	struct finding *found = NULL;

	for (size_t i = 0; i < v->finding_count && !found; i++)
		if (v->findings[i].reason == reason &&
		    (!per_module || !strcmp(v->findings[i].message, message)))
			found = &v->findings[i];
	free(message);
	return found ? found : add_finding(v, reason, about);
}

static bool has_evidence(const struct evidence_list *list, const char *detail)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->list[i].detail, detail))
			return true;
	return false;
}

static void add_option_evidence(const struct host_verdict *v, struct finding *finding,
				enum kernel_option option, const char *name)
{
	const struct option_verdict *seen = &v->options[option];

	if (!has_evidence(&finding->evidence, name))
		evidence_add(&finding->evidence, seen->source ? seen->source : "none", BASIS_NONE,
			     seen->built, "%s", name);
}

/* Copy the evidence on the cache to the finding. */
static void add_alias_evidence(const struct host_verdict *v, struct finding *finding)
{
	const struct evidence_list *list = &v->alias.evidence;

	for (size_t i = 0; i < list->count; i++)
		if (!has_evidence(&finding->evidence, list->list[i].detail))
			evidence_add(&finding->evidence, list->list[i].source, list->list[i].basis,
				     list->list[i].says, "%s", list->list[i].detail);
}

static void add_limit_evidence(const struct host_verdict *v, struct finding *finding,
			       const struct limit *limit)
{
	if (limit->reason == REASON_CONFIG_NVDIMM_PFN)
		add_option_evidence(v, finding, KOPT_NVDIMM_PFN, "CONFIG_NVDIMM_PFN");
	else if (limit->reason == REASON_CONFIG_NVDIMM_DAX)
		add_option_evidence(v, finding, KOPT_NVDIMM_DAX, "CONFIG_NVDIMM_DAX");
	else if (limit->reason == REASON_MODULE_UNKNOWN && limit->about &&
		 !has_evidence(&finding->evidence, limit->about))
		evidence_add(&finding->evidence, limit->source ? limit->source : "none", BASIS_NONE,
			     TRI_UNKNOWN, "%s", limit->about);
}

static void collect_checks(struct host_verdict *v, enum mode which)
{
	const struct mode_verdict *mode = &v->modes[which];

	for (size_t i = 0; i < mode->check_count; i++) {
		const struct check *check = &mode->checks[i];
		struct finding *finding;

		if (check->result == TRI_YES || check->reason == REASON_NONE)
			continue;
		finding = find_or_add(v, check->reason, check->about);
		finding->modes |= 1U << which;
		if (check->reason == REASON_CPU_DCACHE_ALIASING)
			add_alias_evidence(v, finding);
		else if (!has_evidence(&finding->evidence, check->what))
			evidence_add(&finding->evidence, check->source ? check->source : "none",
				     BASIS_NONE, check->result, "%s", check->what);
	}
	for (size_t i = 0; i < mode->limit_count; i++) {
		const struct limit *limit = &mode->limits[i];
		const char *about = limit->about ? limit->about : "a driver for a class of devices";
		struct finding *finding;

		finding = find_or_add(v, limit->reason, about);
		finding->modes |= 1U << which;
		add_limit_evidence(v, finding, limit);
	}
}

/* The finding module-unknown names all modules of its evidence. */
static void name_unseen_modules(struct host_verdict *v)
{
	for (size_t i = 0; i < v->finding_count; i++) {
		struct finding *finding = &v->findings[i];
		struct textbuf list = { 0 };

		for (size_t e = 0;
		     finding->reason == REASON_MODULE_UNKNOWN && e < finding->evidence.count; e++)
			textbuf_join(&list, ", ", "%s", finding->evidence.list[e].detail);
		if (list.text) {
			free(finding->message);
			finding->message =
				fill_in(reason_words(finding->reason)->message, list.text);
		}
		free(list.text);
	}
}

/* Classes that exist on this architecture but have no driver in this kernel. */
static void note_undriven(struct host_verdict *v)
{
	struct finding *finding;
	char *list, *about;

	for (size_t i = 0; i < v->finding_count; i++)
		if (v->findings[i].reason == REASON_CONFIG_PMEM_DRIVER)
			return;
	if (!v->undriven)
		return;
	list = class_titles(v->undriven, ", ");
	about = xasprintf("a driver for these classes of devices (%s)", list);
	finding = add_finding(v, REASON_CONFIG_PMEM_DRIVER, about);
	finding->severity = other_severity(finding->reason);
	free(about);
	free(list);
}

static void name_options_of(struct textbuf *list, unsigned int classes)
{
	for (unsigned int i = 0; i < CLASS_COUNT; i++) {
		const struct class_words *class = class_words(i);

		if (classes & class->bit)
			textbuf_join(list, ", ", "CONFIG_%s=m (%s)",
				     kernel_option_name(kernel_module_option(class->module)),
				     class_title(class->name));
	}
}

/* The options that this kernel lacks for the classes of devices that its architecture has. */
static char *driver_options(const struct host_verdict *v)
{
	struct textbuf list = { 0 };

	if (v->options[KOPT_BLK_DEV_PMEM].built != TRI_YES)
		textbuf_join(&list, ", ", "CONFIG_BLK_DEV_PMEM=m (for all but hmem)");
	name_options_of(&list, v->undriven);
	if (!list.length)
		name_options_of(&list, v->arch ? v->arch->classes : ~0U);
	return textbuf_take(&list);
}

static void fill_in_drivers(const struct host_verdict *v, struct finding *finding)
{
	char *list;

	if (finding->reason != REASON_CONFIG_PMEM_DRIVER || !finding->remedy)
		return;
	list = driver_options(v);
	finding->remedy_text = fill_in(finding->remedy->text, list);
	free(list);
}

static enum tri built(const struct host_verdict *v, enum kernel_option option)
{
	return v->options[option].built;
}

static void note_unchecked_aliasing(struct host_verdict *v)
{
	struct finding *finding;

	if (v->alias_check != CHECK_NONE || v->alias.aliasing == TRI_NO ||
	    built(v, KOPT_FS_DAX) != TRI_YES)
		return;
	finding = add_finding(v, REASON_FSDAX_ALIAS_UNCHECKED, v->arch->name);
	finding->modes = 1U << MODE_FSDAX;
	if (v->alias.aliasing == TRI_UNKNOWN || v->modes[MODE_FSDAX].gates[GATE_KERNEL] == TRI_NO)
		finding->severity = other_severity(finding->reason);
	add_option_evidence(v, finding, KOPT_FS_DAX, "CONFIG_FS_DAX");
	add_option_evidence(v, finding, KOPT_ARCH_HAS_CPU_CACHE_ALIASING,
			    "CONFIG_ARCH_HAS_CPU_CACHE_ALIASING");
}

/* If nd_pfn_probe() or nd_dax_probe() is a stub, nd_pmem attaches the whole namespace. */
static void note_raw_attach(struct host_verdict *v)
{
	bool no_pfn = built(v, KOPT_NVDIMM_PFN) == TRI_NO;
	const char *name = no_pfn ? "CONFIG_NVDIMM_PFN" : "CONFIG_NVDIMM_DAX";
	const struct arch *arch = v->arch;
	struct finding *finding;

	if (!no_pfn && built(v, KOPT_NVDIMM_DAX) != TRI_NO)
		return;
	if (built(v, KOPT_BLK_DEV_PMEM) == TRI_NO || built(v, KOPT_ND_CLAIM) == TRI_NO || !arch)
		return;
	/*
	 * Without ZONE_DEVICE here, only another kernel can have made such a namespace: a
	 * 64-bit kernel on the same x86 machine. Other architectures have no such kernel.
	 */
	if (arch->zone_device == BUILD_NO && !(arch->classes & CLASS_E820))
		return;
	finding = add_finding(v, REASON_NS_INFO_BLOCK_UNCLAIMED,
			      no_pfn ? "Without CONFIG_NVDIMM_PFN, an fsdax or devdax"
				     : "Without CONFIG_NVDIMM_DAX, a devdax");
	finding->modes = (1U << MODE_DEVDAX) | (no_pfn ? 1U << MODE_FSDAX : 0);
	add_option_evidence(v, finding, no_pfn ? KOPT_NVDIMM_PFN : KOPT_NVDIMM_DAX, name);
}

static void note_old_hazards(struct host_verdict *v)
{
	if (!v->arch || built(v, KOPT_BLK_DEV_PMEM) == TRI_NO)
		return;
	/*
	 * Only for a port outside mainline is it certain that the patch series of 6.9 is
	 * missing; for others only the version would show it. Without FS_DAX, dax_add_host() is
	 * a stub.
	 */
	if (arch_has(v->arch, SELECTS_CACHE_ALIASING) && built(v, KOPT_ZONE_DEVICE) == TRI_YES &&
	    built(v, KOPT_ARCH_HAS_CPU_CACHE_ALIASING) == TRI_NO &&
	    built(v, KOPT_FS_DAX) == TRI_YES && v->alias_check != CHECK_NOT_NEEDED)
		add_finding(v, REASON_PMEM_DAX_LEAK, v->arch->name)->modes = 1U << MODE_BLOCK;
	/* write_cache_show() does not check pmem->dax_dev for NULL. */
	if (v->alias_check == CHECK_RUNTIME && v->alias.aliasing == TRI_YES &&
	    built(v, KOPT_ARCH_HAS_PMEM_API) == TRI_YES)
		add_finding(v, REASON_PMEM_WRITE_CACHE_NULL, v->arch->name)->modes = 1U
										     << MODE_BLOCK;
}

static void note_other_kernels(struct host_verdict *v)
{
	if (!v->arch)
		return;
	if (!arch_has(v->arch, SELECTS_CACHE_ALIASING) &&
	    built(v, KOPT_ARCH_HAS_CPU_CACHE_ALIASING) == TRI_YES)
		add_finding(v, REASON_KERNEL_NOT_MAINLINE, "CONFIG_ARCH_HAS_CPU_CACHE_ALIASING");
	if (v->arch->zone_device == BUILD_NO && built(v, KOPT_ZONE_DEVICE) == TRI_YES)
		add_finding(v, REASON_KERNEL_NOT_MAINLINE, "CONFIG_ZONE_DEVICE");
}

static void note_contradiction(struct host_verdict *v)
{
	struct finding *finding;

	if (!v->alias.contradicted)
		return;
	finding = add_finding(v, REASON_CPU_ALIAS_CONTRADICTION, basis_name(v->alias.basis));
	finding->modes = 1U << MODE_FSDAX;
	for (size_t i = 0; i < v->alias.evidence.count; i++) {
		const struct evidence *item = &v->alias.evidence.list[i];

		if (item->says != TRI_UNKNOWN)
			evidence_add(&finding->evidence, item->source, item->basis, item->says,
				     "%s", item->detail);
	}
}

/* A configuration that says "off" for an option that the running kernel has. */
static void note_denied_options(struct host_verdict *v)
{
	struct finding *finding = NULL;

	for (int i = 0; i < KOPT_COUNT; i++) {
		const struct option_verdict *option = &v->options[i];
		char name[64];

		if (!option->denied_by)
			continue;
		snprintf(name, sizeof(name), "CONFIG_%s", kernel_option_name(i));
		if (!finding)
			finding = add_finding(v, REASON_CONFIG_CONTRADICTED, option->denied_by);
		evidence_add(&finding->evidence, option->denied_by, BASIS_NONE, TRI_NO, "%s", name);
		evidence_add(&finding->evidence, option->source, BASIS_NONE, TRI_YES, "%s", name);
	}
}

/* Reasons that neither another kernel nor a setting can remove on this machine. */
static bool is_final(const struct host_verdict *v, enum reason reason)
{
	switch (reason) {
	case REASON_ARCH_NO_ZONE_DEVICE:
		return !v->arch || v->arch->zone_device == BUILD_NO;
	case REASON_ARCH_NO_LIBNVDIMM:
		return !v->arch || v->arch->libnvdimm == BUILD_NO;
	case REASON_ARCH_NO_DCSSBLK:
	case REASON_CPU_DCACHE_ALIASING:
		return true;
	default:
		return false;
	}
}

/* Does another final reason exclude the mode, even without this reason? */
static bool is_shut_otherwise(const struct host_verdict *v, enum mode mode, enum reason reason)
{
	enum reason reasons[MAX_CHECKS];
	size_t count = mode_reasons(&v->modes[mode], reasons);

	for (size_t i = 0; i < count; i++)
		if (reasons[i] != reason && is_final(v, reasons[i]))
			return true;
	return false;
}

/* Give a remedy only if the host could then do one of the finding's modes. */
static const struct remedy *remedy_of(const struct host_verdict *v, const struct finding *finding)
{
	const struct reason_words *words = reason_words(finding->reason);
	/*
	 * Larger pages can help, but only mips both chooses its page size and checks at run
	 * time.
	 */
	bool final =
		is_final(v, finding->reason) && !(finding->reason == REASON_CPU_DCACHE_ALIASING &&
						  v->arch && v->arch->alias == ALIAS_MIPS);
	bool reachable = !finding->modes;

	if (finding->reason == REASON_MODULES_DISABLED && v->nomodule)
		return &words->fallback;

	/* If the table lacks the machine's name, no other file helps. */
	if (finding->reason == REASON_ARCH_UNKNOWN && v->machine_is_named)
		return NULL;
	for (int i = 0; i < MODE_COUNT && !final; i++)
		if (finding->modes & (1U << i) && !is_shut_otherwise(v, i, finding->reason))
			reachable = true;
	if (!final && reachable && words->remedy.text)
		return &words->remedy;
	if (words->fallback.text && v->modes[MODE_BLOCK].supported != TRI_NO)
		return &words->fallback;
	/* Here the message already says that the mode is impossible. */
	return final && !words->fallback.text && words->remedy.text ? &words->remedy : NULL;
}

void judge_host_findings(struct host_verdict *verdict)
{
	for (int i = 0; i < MODE_COUNT; i++)
		collect_checks(verdict, i);
	for (size_t i = 0; i < verdict->finding_count; i++)
		if (!(verdict->findings[i].modes & MAIN_MODES))
			verdict->findings[i].severity = SEVERITY_INFO;
	name_unseen_modules(verdict);
	note_undriven(verdict);
	note_unchecked_aliasing(verdict);
	note_raw_attach(verdict);
	note_old_hazards(verdict);
	note_other_kernels(verdict);
	note_contradiction(verdict);
	note_denied_options(verdict);
	for (size_t i = 0; i < verdict->finding_count; i++) {
		finding_set_remedy(&verdict->findings[i],
				   remedy_of(verdict, &verdict->findings[i]));
		fill_in_drivers(verdict, &verdict->findings[i]);
	}
	findings_sort(verdict);
}
