/* The text format of Prometheus, version 0.0.4:
 * https://prometheus.io/docs/instrumenting/exposition_formats/ */
#pragma once

#include "base/buf.h"
#include "http/metrics.h"

struct machine;

void metrics_write(const struct metrics *metrics, const struct machine *machine, struct buf *to);
