import { expect, it } from "vitest";
import { withoutLastSlashes } from "./without-last-slashes";

it("takes the slashes off the end, and none elsewhere, however many there are", () => {
  expect(withoutLastSlashes("http://host/a//")).toBe("http://host/a");
  expect(withoutLastSlashes("///")).toBe("");
  const slashes = "/".repeat(1_000_000);
  expect(withoutLastSlashes(`${slashes}a`)).toBe(`${slashes}a`);
});
