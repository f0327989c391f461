import { expect, it } from "vitest";
import { finishSessionBody } from "@/lib/api/finish/finish-session-body";
import { ackBody } from "./feed/feed-body";
import { openSessionBody } from "./open-session-body";
import { readManagementBody } from "./read-management-body";

const LIMIT = 10_000;

function read(schema: Parameters<typeof readManagementBody>[0], body: object): Promise<unknown> {
  const request = new Request("http://h/", { method: "POST", body: JSON.stringify(body) });
  return readManagementBody(schema, request, LIMIT);
}

it.each([
  [finishSessionBody, { reward: "good" }, "reward: Invalid input: expected number or object."],
  [
    finishSessionBody,
    { reward: { form: "good" } },
    "reward.form: Invalid input: expected number, received string.",
  ],
  [
    finishSessionBody,
    { turn_rewards: { 1: "x" } },
    "turn_rewards.1: Invalid input: expected number, received string.",
  ],
  [openSessionBody, { rollout_id: [] }, "rollout_id: Invalid input: expected number or string."],
  [ackBody, { step: 1, weights: {} }, "weights: Invalid input: expected string or number."],
])("names the field at fault and what it may be (%#)", async (schema, body, said) => {
  await expect(read(schema, body)).rejects.toThrow(said);
});
