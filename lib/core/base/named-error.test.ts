import { describe, expect, it } from "vitest";
import { NamedError } from "./named-error";

class FullError extends NamedError {
  static override readonly label = "FullError";
  override readonly name = FullError.label;
}

/** The same class in another bundle. */
const OtherFullError = class extends NamedError {
  static override readonly label = "FullError";
  override readonly name = "FullError";
};

class EmptyError extends NamedError {
  static override readonly label = "EmptyError";
  override readonly name = EmptyError.label;
}

describe("NamedError", () => {
  it("is an instance of every copy of its class, of Error, and of nothing else", () => {
    const error = new OtherFullError("full");
    expect(error instanceof FullError).toBe(true);
    expect(error instanceof Error).toBe(true);
    expect(error instanceof EmptyError).toBe(false);
    expect(error.message).toBe("full");
  });

  it("holds for errors alone", () => {
    const values: unknown[] = [{ name: "FullError" }, null, "FullError", new Error("x")];
    expect(values.some((value) => value instanceof FullError)).toBe(false);
  });
});
