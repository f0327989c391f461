import { expect, it } from "vitest";
import { oneLine } from "./one-line";

it("is one line, whatever a foreign text does to a terminal", () => {
  expect(oneLine("plain ünïcode 漢字")).toBe("plain ünïcode 漢字");
  expect(oneLine("a\r\nFAKE 2026 GET / 200\u001b[31m\u2028\u0085")).toBe(
    "a\\u000d\\nFAKE 2026 GET / 200\\u001b[31m\\u2028\\u0085",
  );
});
