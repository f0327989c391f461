import { describe, expect, it } from "vitest";
import { unknownFields } from "./unknown-fields";

describe("fields that nobody acts on", () => {
  it("are kept as they came, and of a very long one only how long it was", () => {
    const ones = Array.from({ length: 100_000 }, () => 1);
    const body = { model: "m", metadata: { run: "7" }, none: null, ones, text: "x".repeat(70_000) };
    expect(unknownFields(body, new Set(["model"]))).toEqual({
      metadata: { run: "7" },
      ones: { omitted_characters: 200_001 },
      text: { omitted_characters: 70_000 },
    });
  });
});
