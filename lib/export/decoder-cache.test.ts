import { expect, it } from "vitest";
import { decoderCache } from "./decoder-cache";

it("each tokenizer is loaded once, and one that is not to be had makes empty text", async () => {
  const loaded: string[] = [];
  const find = decoderCache(async (tokenizer) => {
    loaded.push(tokenizer);
    if (tokenizer === "elsewhere") throw new Error("There is no such folder.");
    return { decode: (ids) => [...ids].map((id) => `<${id}>`).join("") };
  });
  const ids = Int32Array.of(1, 2);
  const texts = [];
  for (const name of ["here", "elsewhere", "here", "elsewhere"]) texts.push((await find(name))(ids));
  expect(texts).toEqual(["<1><2>", "", "<1><2>", ""]);
  expect(loaded).toEqual(["here", "elsewhere"]);
});
