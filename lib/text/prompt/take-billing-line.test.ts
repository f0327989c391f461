import { expect, it } from "vitest";
import { takeBillingLine } from "./take-billing-line";

const LINE = "x-anthropic-billing-header: cc_version=2.1.330.f38; cc_entrypoint=sdk-cli;";

it("takes the line out of the head of a system message", () => {
  expect(takeBillingLine({ role: "system", content: `${LINE}\nYou are an agent.` })).toEqual({
    role: "system",
    content: "You are an agent.",
  });
  expect(takeBillingLine({ role: "system", content: LINE })).toEqual({ role: "system", content: "" });
});

it("leaves every other message as it is", () => {
  expect(takeBillingLine({ role: "system", content: `You are\n${LINE}` })).toBeNull();
  expect(takeBillingLine({ role: "user", content: LINE })).toBeNull();
});
