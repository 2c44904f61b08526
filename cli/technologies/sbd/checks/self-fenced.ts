import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import type { EventOf } from "../../../core/journal/events.ts";
import { allowed } from "../../../core/judge/bounds.ts";
import { calmNs, judgeBound, latestNs, unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, nodeName, points, probeName } from "../../../core/kinds/values.ts";
