import { expect, it } from "vitest";
import { textSnippet } from "./text-snippet";

it("shows a match with what stands around it, on one line", () => {
  expect(textSnippet("It ran\n out of Memory twice", ["memo"])).toEqual({
    before: "It ran out of ",
    match: "Memory",
    after: " twice",
  });
  const long = textSnippet(`${"a ".repeat(100)}größe${" b".repeat(100)}`, ["grö"]);
  expect(long?.before).toMatch(/^….{48}$/);
  expect(long?.after).toMatch(/^.{48}…$/);
});

it("finds no word inside another, and nothing where there is nothing", () => {
  expect(textSnippet("unmemorable", ["memo"])).toBeNull();
  expect(textSnippet("a.b", ["."])).toBeNull();
});
