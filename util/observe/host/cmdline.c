// SPDX-License-Identifier: GPL-2.0-only
/* Parse parameters of the kernel's command line as the kernel does. */
#include "cmdline.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"

/* isspace() in lib/ctype.c, which includes the no-break space of Latin 1 */
#define BLANKS " \t\n\v\f\r\xa0"

/* param_set_charp() in kernel/params.c refuses longer values. */
#define VALUE_MAX 1024

/*
 * Split off the next parameter as next_arg() in lib/cmdline.c does: quotes around a value, or
 * around name and value, are removed. Returns the name, or NULL at the end; *value is NULL for a
 * parameter without a value.
 */
static char *next_argument(char **rest, char **value)
{
	char *name = *rest + strspn(*rest, BLANKS), *end, *equals = NULL;
	bool quoted = *name == '"', within = quoted;

	*value = NULL;
	if (!*name)
		return NULL;
	name += quoted;
	for (end = name; *end && (within || !strchr(BLANKS, *end)); end++) {
		if (*end == '=' && !equals && end > name)
			equals = end;
		if (*end == '"')
			within = !within;
	}
	*rest = *end ? end + 1 : end;
	*end = '\0';
	if (equals) {
		*equals = '\0';
		*value = equals + 1;
		if (**value == '"') {
			(*value)++;
			if (end[-1] == '"')
				end[-1] = '\0';
		}
	}
	if (quoted && end > name && end[-1] == '"')
		end[-1] = '\0';
	return name;
}

/* parameq() in kernel/params.c: '-' and '_' are the same in a parameter's name. */
static bool is_parameter(const char *name, const char *parameter)
{
	for (; *name && *parameter; name++, parameter++)
		if (*name != *parameter && !(*name == '-' && *parameter == '_'))
			return false;
	return *name == *parameter;
}

/* Receives the value of a parameter; NULL if the parameter has no value. */
typedef void (*take_fn)(char *value, void *arg);

/* Call take for each occurrence of the parameter, in order. The text is modified. */
static void each_value(char *cmdline, const char *parameter, take_fn take, void *arg)
{
	char *name, *value;

	while ((name = next_argument(&cmdline, &value))) {
		/* parse_args() in kernel/params.c: the words after "--" are for init. */
		if (!value && !strcmp(name, "--"))
			break;
		if (is_parameter(name, parameter))
			take(value, arg);
	}
}

/* The last occurrence wins. */
static void take_param_text(char *value, void *arg)
{
	char **text = arg;

	if (value && strlen(value) <= VALUE_MAX)
		*text = value;
}

struct list_search {
	const char *name;
	bool found;
};

static void search_list(char *value, void *arg)
{
	struct list_search *search = arg;
	char *name;

	while ((name = strsep(&value, ",")))
		search->found |= !strcmp(name, search->name);
}

bool modprobe_is_refused(const char *cmdline, const char *module)
{
	struct list_search search = { module, false };
	char *copy;

	if (!strstr(cmdline, "blacklist="))
		return false;
	copy = xstrdup(cmdline);
	each_value(copy, "modprobe.blacklist", search_list, &search);
	free(copy);
	return search.found;
}

bool module_is_refused(const char *cmdline, const char *module)
{
	char *copy, *list = NULL, *name;
	bool refused = false;

	/* A quick check: most command lines have no list, and many modules are checked. */
	if (!strstr(cmdline, "blacklist="))
		return false;
	copy = xstrdup(cmdline);
	each_value(copy, "module_blacklist", take_param_text, &list);
	/* blacklisted() in kernel/module/main.c compares names without replacing '-' by '_'. */
	while ((name = strsep(&list, ",")))
		refused |= !strcmp(name, module);
	free(copy);
	return refused;
}

/* param_set_bool() in kernel/params.c and kstrtobool(). Older kernels do not accept "t" and "f". */
static void take_switch(char *value, void *arg)
{
	bool *on = arg;
	char first = value ? *value : '1';

	/* "on", "off" */
	if (first == 'o' || first == 'O')
		first = value[1] == 'n' || value[1] == 'N'   ? '1'
			: value[1] == 'f' || value[1] == 'F' ? '0'
							     : '\0';
	if (first && strchr("yYtT1", first))
		*on = true;
	else if (first && strchr("nNfF0", first))
		*on = false;
}

bool cmdline_forbids_modules(const char *cmdline)
{
	char *copy = xstrdup(cmdline);
	bool forbidden = false;

	each_value(copy, "nomodule", take_switch, &forbidden);
	free(copy);
	return forbidden;
}
