// SPDX-License-Identifier: GPL-2.0-only
/* The configuration the kernel was built with. */
#include "kconfig.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "../../lib/array.h"
#include "../../lib/io.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../record/errors.h"

/* Real configurations have 30 to 300 KiB. */
#define CONFIG_MAX (16UL << 20)

/* Compressed configurations are a quarter as long. */
#define PACKED_MAX (4UL << 20)

/* Longer than any name in KERNEL_OPTIONS and KERNEL_PLATFORMS. */
#define NAME_ROOM 64

/*
 * A quick filter for names. Each length, first character and last character has a set of options,
 * as bits. Few of the thousands of names in a configuration are in all three sets.
 */
struct sieve {
	const char *(*name_of)(int);
	uint64_t length[NAME_ROOM], first[128], last[128];
};

_Static_assert(KOPT_COUNT <= 64, "a sieve has one bit for each option");
_Static_assert(KPLAT_COUNT <= 64, "a sieve has one bit for each platform");

static const char *option_name(int option)
{
	return kernel_option_name(option);
}

static const char *platform_name(int platform)
{
	return kernel_platform_name(platform);
}

static void fill_sieve(struct sieve *sieve, const char *(*name_of)(int), int count)
{
	sieve->name_of = name_of;
	for (int i = 0; i < count; i++) {
		const char *name = name_of(i);
		size_t length = strlen(name);

		sieve->length[length] |= 1ULL << i;
		sieve->first[(unsigned char)name[0]] |= 1ULL << i;
		sieve->last[(unsigned char)name[length - 1]] |= 1ULL << i;
	}
}

/* Two filters: of the options, then of the platforms. */
static const struct sieve *both_sieves(void)
{
	static struct sieve sieves[2];

	if (!sieves[0].name_of) {
		fill_sieve(&sieves[0], option_name, KOPT_COUNT);
		fill_sieve(&sieves[1], platform_name, KPLAT_COUNT);
	}
	return sieves;
}

/* Returns the number of a name, or -ENOENT. */
static int find_name(const struct sieve *sieve, const char *name, size_t length)
{
	unsigned char first = name[0], last = length ? name[length - 1] : 0;
	uint64_t left;

	if (length >= NAME_ROOM || first >= 128 || last >= 128)
		return -ENOENT;
	left = sieve->length[length] & sieve->first[first] & sieve->last[last];
	for (; left; left &= left - 1) {
		int number = __builtin_ctzll(left);

		if (!memcmp(name, sieve->name_of(number), length))
			return number;
	}
	return -ENOENT;
}

/* Only nios2's cache size is a number. Other values are ignored. */
static void set_value(struct option_fact *option, const char *value, bool number)
{
	char *end;

	if (!strcmp(value, "y")) {
		option->state = OPTION_YES;
	} else if (!strcmp(value, "m")) {
		option->state = OPTION_MODULE;
	} else if (!strcmp(value, "n")) {
		option->state = OPTION_NO;
	} else if (number) {
		errno = 0;
		option->number = strtol(value, &end, 0);
		if (end != value && !*end && !errno)
			option->state = OPTION_VALUE;
	}
}

/*
 * The choice of the page size differs between architectures, but the names of the symbols contain
 * the size: PAGE_SIZE_16KB (mips, loongarch, sparc), ARM64_64K_PAGES, PPC_4K_PAGES,
 * PARISC_PAGE_SIZE_4KB.
 */
static long page_size_of(const char *name, size_t length)
{
	static const struct {
		const char *spelling;
		long size;
	} sizes[] = {
		{ "4KB", 4096 },        { "8KB", 8192 },        { "16KB", 16384 },
		{ "64KB", 65536 },      { "256KB", 262144 },    { "4K_PAGES", 4096 },
		{ "16K_PAGES", 16384 }, { "64K_PAGES", 65536 }, { "256K_PAGES", 262144 },
	};
	char copy[64];
	const char *spelling;

	if (length >= sizeof(copy))
		return 0;
	memcpy(copy, name, length);
	copy[length] = '\0';
	if (!strncmp(copy, "PAGE_SIZE_", 10))
		spelling = copy + 10;
	else if (!strncmp(copy, "PARISC_PAGE_SIZE_", 17))
		spelling = copy + 17;
	else if (!strncmp(copy, "ARM64_", 6))
		spelling = copy + 6;
	else if (!strncmp(copy, "PPC_", 4))
		spelling = copy + 4;
	else
		return 0;
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++)
		if (!strcmp(spelling, sizes[i].spelling))
			return sizes[i].size;
	return 0;
}

/* Can page_size_of() know this name? A quick check of the first two letters. */
static bool may_be_page_size(const char *name)
{
	return *name == 'P' || (*name == 'A' && name[1] == 'R');
}

#define LOCALVERSION "LOCALVERSION=\""

/* Append CONFIG_LOCALVERSION, up to its closing quote, to the release (scripts/setlocalversion). */
static void take_local_version(struct kconfig_facts *config, const char *text)
{
	size_t length = strcspn(text, "\""), room = sizeof(config->version);
	size_t there = strlen(config->version);

	if (*config->version && text[length] && there + length < room)
		snprintf(config->version + there, room - there, "%.*s", (int)length, text);
}

/* "# Linux/mips 5.10.132 Kernel Configuration", from 2.6.37 on. */
static void take_header(struct kconfig_facts *config, const char *line)
{
	static const char start[] = "# Linux/", end[] = " Kernel Configuration";
	const char *arch = line + sizeof(start) - 1, *version;
	size_t length;

	if (*config->version || strncmp(line, start, sizeof(start) - 1))
		return;
	length = strcspn(arch, " ");
	version = arch + length + 1;
	if (!arch[length] || length >= sizeof(config->arch) ||
	    strcmp(version + strcspn(version, " "), end) ||
	    strcspn(version, " ") >= sizeof(config->version))
		return;
	memcpy(config->arch, arch, length);
	memcpy(config->version, version, strcspn(version, " "));
}

/* Parse NAME=VALUE, the text after "CONFIG_". */
static void parse_set(struct kconfig_facts *config, const struct sieve *sieve, const char *text,
		      size_t length)
{
	const char *end = text + length - 2;
	int option, platform;

	/* Nearly all lines end in "=y" or "=m". */
	if (length < 2 || *end != '=')
		end = memchr(text, '=', length);
	if (!end)
		return;
	if (may_be_page_size(text) && !strcmp(end, "=y") && !config->page_size)
		config->page_size = page_size_of(text, end - text);
	option = find_name(sieve, text, end - text);
	if (option >= 0)
		set_value(&config->option[option], end + 1, option == KOPT_NIOS2_DCACHE_SIZE);
	platform = strcmp(end, "=y") ? -ENOENT : find_name(sieve + 1, text, end - text);
	if (platform >= 0)
		config->platforms |= 1ULL << platform;
	if (length > sizeof(LOCALVERSION) && !memcmp(text, LOCALVERSION, sizeof(LOCALVERSION) - 1))
		take_local_version(config, text + sizeof(LOCALVERSION) - 1);
}

#define NOT_SET " is not set"

/* Parse "NAME is not set", the text after "# CONFIG_". */
static void parse_unset(struct kconfig_facts *config, const struct sieve *sieve, const char *text,
			size_t length)
{
	const size_t tail = sizeof(NOT_SET) - 1;
	int option;

	if (length <= tail || memcmp(text + length - tail, NOT_SET, tail))
		return;
	option = find_name(sieve, text, length - tail);
	if (option >= 0)
		config->option[option].state = OPTION_NO;
}

static void parse_config_line(struct kconfig_facts *config, const struct sieve *sieve,
			      const char *line, size_t length)
{
	if (length > 7 && !memcmp(line, "CONFIG_", 7))
		parse_set(config, sieve, line + 7, length - 7);
	else if (length > 9 && !memcmp(line, "# CONFIG_", 9))
		parse_unset(config, sieve, line + 9, length - 9);
	else if (!strcmp(line, "# Kernel hacking"))
		/* The last menu in all versions: no option that this program uses follows. */
		config->whole = true;
	else if (*line == '#')
		take_header(config, line);
}

void kconfig_parse(struct kconfig_facts *config, char *text)
{
	const struct sieve *sieve = both_sieves();
	const char *end = text + strlen(text);
	char *newline;

	/* A last line without a newline may be incomplete. */
	for (; (newline = memchr(text, '\n', end - text)); text = newline + 1) {
		*newline = '\0';
		parse_config_line(config, sieve, text, newline - text);
	}
	config->whole = config->whole && text == end;
	if (!config->whole)
		return;
	for (int i = 0; i < KOPT_COUNT; i++)
		if (config->option[i].state == OPTION_UNREAD)
			config->option[i].state = OPTION_ABSENT;
}

/* Does another gzip member follow? Other bytes after the last member are padding. */
static bool next_member(z_stream *stream)
{
	static const unsigned char magic[] = { 0x1f, 0x8b };

	return stream->avail_in > sizeof(magic) && !memcmp(stream->next_in, magic, sizeof(magic)) &&
	       inflateReset(stream) == Z_OK;
}

/* Call inflate() as rarely as possible: zlib keeps a window between calls. */
static int unpack(z_stream *stream, char **text)
{
	size_t room = 6UL * stream->avail_in + 4096, done = 0;

	if (room > CONFIG_MAX + 1)
		room = CONFIG_MAX + 1;
	for (;;) {
		int rc;

		*text = xreallocarray(*text, room + 1, 1);
		stream->next_out = (Bytef *)*text + done;
		stream->avail_out = room - done;
		rc = inflate(stream, Z_FINISH);
		done = room - stream->avail_out;
		if (rc == Z_STREAM_END && !next_member(stream))
			break;
		if (rc == Z_MEM_ERROR)
			return -ENOMEM;
		if (rc != Z_STREAM_END && (rc != Z_BUF_ERROR || stream->avail_out))
			return -EBADMSG;
		if (done > CONFIG_MAX)
			return -EFBIG;
		if (!stream->avail_out)
			room *= 2;
	}
	(*text)[done] = '\0';
	return done > CONFIG_MAX ? -EFBIG : 0;
}

/* windowBits for inflateInit2(): the largest window, with a gzip header. */
#define GZIP_WINDOW (MAX_WBITS + 16)

int kconfig_gunzip(int fd, char **text)
{
	z_stream stream = { 0 };
	char *packed;
	size_t length;
	int rc;

	*text = NULL;
	rc = io_read_up_to(fd, PACKED_MAX + 1, &packed, &length);
	close(fd);
	if (rc)
		return rc;
	stream.next_in = (Bytef *)packed;
	stream.avail_in = length;
	if (length > PACKED_MAX)
		rc = -EFBIG;
	else
		rc = inflateInit2(&stream, GZIP_WINDOW) == Z_OK ? unpack(&stream, text) : -ENOMEM;
	inflateEnd(&stream);
	free(packed);
	if (rc) {
		free(*text);
		*text = NULL;
	}
	return rc;
}

/* The text of a gzip file, for the caller to free. Returns 0 or -errno. */
static int gunzip(const char *path, char **text)
{
	int fd = reader_open(path);

	return fd < 0 ? fd : kconfig_gunzip(fd, text);
}

/* Returns 0 if path is a configuration, else -errno. */
static int read_config(struct kconfig_facts *config, const char *path)
{
	size_t length = strlen(path);
	char *text = NULL;
	int rc;

	if (length > 3 && !strcmp(path + length - 3, ".gz"))
		rc = gunzip(path, &text);
	else
		rc = reader_text(path, CONFIG_MAX, &text, NULL, NULL);
	if (rc < 0 || !text)
		return rc;
	if (strncmp(text, "CONFIG_", 7) && !strstr(text, "\nCONFIG_"))
		rc = -EBADMSG;
	else
		kconfig_parse(config, text);
	free(text);
	if (!rc)
		config->path = xstrdup(path);
	return rc;
}

/* Where distributions keep configurations; %s is the release. */
static const char *const places[] = {
	"/proc/config.gz",           "/boot/config-%s",
	"/lib/modules/%s/config",    "/usr/lib/modules/%s/config",
	"/usr/lib/kernel/config-%s", "/lib/modules/%s/build/.config",
};

/* A path without the release belongs to the running kernel. */
static bool is_running_kernels(size_t place)
{
	return !strstr(places[place], "%s");
}

/*
 * The path of a place, for the caller to free; NULL if the path contains the release and the
 * release is unknown or contains a '/'.
 */
static char *place_path(size_t place, const char *release)
{
	const char *blank = strstr(places[place], "%s");

	if (!blank)
		return xstrdup(places[place]);
	if (!release || strchr(release, '/'))
		return NULL;
	return xasprintf("%.*s%s%s", (int)(blank - places[place]), places[place], release,
			 blank + 2);
}

bool kconfig_place(size_t n, const char *release, char **path)
{
	if (n >= ARRAY_SIZE(places))
		return false;
	*path = place_path(n, release);
	return true;
}

/* Note missing files only if no place had a configuration; the first two paths are enough. */
static void skip_places(struct facts *facts, const int *errors)
{
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		bool absent = errors[i] == -ENOENT;
		char *path;

		if (!errors[i] || (absent && (facts->kconfig.path || i > 1)))
			continue;
		path = place_path(i, facts->kernel.release);
		facts_skip(facts, path, errors[i], "kernel.options");
		free(path);
	}
	if (facts->kconfig.path && !facts->kconfig.whole)
		facts_skip(facts, facts->kconfig.path, EBADMSG, "kernel.options");
}

void observe_kconfig(struct facts *facts)
{
	int errors[ARRAY_SIZE(places)] = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(places) && !facts->kconfig.path; i++) {
		char *path;

		if (facts->target_kernel && is_running_kernels(i))
			continue;
		path = place_path(i, facts->kernel.release);
		if (!path)
			continue;
		errors[i] = read_config(&facts->kconfig, path);
		if (errors[i])
			errors[i] = record_error(facts, path, errors[i]);
		free(path);
	}
	skip_places(facts, errors);
}

bool kconfig_is_there(const char *release)
{
	bool there = false;

	for (size_t i = 0; i < ARRAY_SIZE(places) && !there; i++) {
		char *path = is_running_kernels(i) ? NULL : place_path(i, release);

		there = path && reader_exists(path);
		free(path);
	}
	return there;
}
