import { FAMILIES } from "./families/families";
import type { Family } from "./families/family";
import type { OutputFormat } from "./families/output-format";
import { ModelFilesError } from "./model-files-error";

interface ParserNames {
  readonly toolParser?: string;
  readonly reasoningParser?: string;
}

function formatNamed(setting: string, name: string): OutputFormat {
  if (name === "none") return { reasoning: null, tools: null };
  const family = FAMILIES.find((candidate) => candidate.name === name);
  if (family !== undefined) return family.format;
  const names = ["auto", "none", ...FAMILIES.map((candidate) => candidate.name)].join(", ");
  throw new ModelFilesError(`There is no ${setting} parser named ${name}; there are ${names}.`);
}

/**
 * The layout in which a model's answers are read: the family's, or another family's by setting. Throws
 * `ModelFilesError` for a name that is not a family's.
 */
export function selectFormat(family: Family, { toolParser, reasoningParser }: ParserNames): OutputFormat {
  const chosen = (name: string | undefined): name is string => name !== undefined && name !== "auto";
  if (!chosen(toolParser) && !chosen(reasoningParser)) return family.format;
  const tools = chosen(toolParser) ? formatNamed("tool", toolParser) : family.format;
  const reasoning = chosen(reasoningParser) ? formatNamed("reasoning", reasoningParser) : family.format;
  return { reasoning: reasoning.reasoning, tools: tools.tools };
}
