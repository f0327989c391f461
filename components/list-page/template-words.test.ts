import { expect, it } from "vitest";
import type { ShapeCheck } from "@/lib/core/proof/template-check";
import { shapeCheckWords, templateWords } from "./template-words";

const held: ShapeCheck = { roles: ["user"], holds: true, compared: 16, cause: null, detail: "" };
const failed: ShapeCheck = {
  roles: ["tool", "tool", "user"],
  holds: false,
  compared: 0,
  cause: "no_closer",
  detail: "No end-of-turn token follows the answer.",
};
const check = { closer: "<|im_end|>", closerBelongsTo: "answer" } as const;

it("says what the template allows", () => {
  expect(templateWords({ ...check, graftable: true, shapes: [held] })).toContain("every kind of new message");
  expect(templateWords({ ...check, graftable: true, shapes: [held, failed] })).toContain("1 of 2 kinds");
  expect(templateWords({ ...check, graftable: false, shapes: [failed] })).toContain("rendered in full");
});

it("names a shape by its messages", () => {
  expect(shapeCheckWords(failed)).toBe("several tool results, then a user message");
});
