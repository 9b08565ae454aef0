/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The public header of the judge, which turns facts into a verdict. The code below this
 * directory opens no file.
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
