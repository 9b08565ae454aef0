/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The judge: facts in, verdict out. No file is opened below this directory. This is
 * the header for those outside of it.
 */
#ifndef PMEMCAP_JUDGE_H
#define PMEMCAP_JUDGE_H

#include "device-class.h"
#include "host/host.h"
#include "obj/inventory.h"
#include "object-verdict.h"
#include "requirement-objects.h"
#include "requirement.h"
#include "verdict.h"

#endif
