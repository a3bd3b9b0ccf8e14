import type { z } from "zod";
import { refused } from "#platform/errors.ts";
import { parseAmount } from "#platform/money.ts";
import type { caseInput } from "../model/details.ts";

type CaseInput = { [Key in keyof typeof caseInput]?: z.output<(typeof caseInput)[Key]> };

/** The columns of `room_case` from an input. @throws Problem naming the amount when it cannot be read */
export function caseColumns(input: CaseInput) {
  const amount = input.value?.amount;
  const minor = input.value && amount ? parseAmount(amount, input.value.currency) : undefined;
  if (minor === null) throw refused("amount-wrong", {}, "value.amount");
  return {
    company_id: input.company ?? null,
    owner_id: input.owner ?? null,
    value_minor: minor ?? null,
    currency: minor === undefined ? null : (input.value?.currency ?? null),
    probability: input.probability ?? null,
    expected_decision: input.expectedDecision ?? null,
    notes: input.notes ?? "",
  };
}
