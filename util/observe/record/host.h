/* SPDX-License-Identifier: GPL-2.0-only */
/* The host's part of a record: kernel, colour probe, boot log, mounts with DAX. */
#ifndef PMEMCAP_RECORD_HOST_H
#define PMEMCAP_RECORD_HOST_H

#include <stdbool.h>

struct facts;
struct json_object;

/*
 * Fill facts->bootlog with the boot log of the live run: line, cpu and system are copied as text.
 * If the live run could not read the log, a skip says so. Returns false if nothing is recorded.
 */
bool record_bootlog(struct facts *facts);

/* --- for record.c --- */

/* Put the facts about the host into record. */
void record_write_host(struct json_object *record, const struct facts *facts);

/* Fill origin, kernel, colour and dax_use of facts from record. record_bootlog() reads the boot log. */
void record_read_host(struct facts *facts, struct json_object *record);

#endif
