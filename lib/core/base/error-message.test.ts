import { expect, it } from "vitest";
import { errorMessage } from "./error-message";

it("a thrown value says its message, or itself where it is no error", () => {
  expect(errorMessage(new TypeError("no such place"))).toBe("no such place");
  expect([errorMessage("stopped"), errorMessage(undefined)]).toEqual(["stopped", "undefined"]);
});
