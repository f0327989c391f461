import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname } from "node:path";
import { constants, runInThisContext } from "node:vm";
import { assume } from "@/lib/core/base/assume";
import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";

/** What of xgrammar, the grammar engine of SGLang and vLLM, the tests use. */
interface XGrammar {
  readonly Grammar: {
    fromStructuralTag(tag: string): Promise<object>;
    fromEBNF(rules: string): Promise<object>;
    fromJSONSchema(schema: string): Promise<object>;
  };
  readonly Testings: { isGrammarAcceptString(grammar: object, text: string): Promise<boolean> };
}

/** The file calls itself an ES module and is CommonJS; a grammar that it cannot take ends the whole instance. */
function loadXGrammar(): XGrammar {
  const require = createRequire(import.meta.url);
  const path = require.resolve("@mlc-ai/web-xgrammar");
  const run = assume<
    (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void
  >(
    runInThisContext(Module.wrap(readFileSync(path, "utf8")), {
      filename: path,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }),
    "a wrapped CommonJS file is this function",
  );
  const exported = {};
  run(exported, require, { exports: exported }, path, dirname(path));
  return assume<XGrammar>(exported, "the declarations of the package say so");
}

let loaded: XGrammar | null = null;

/** A grammar in one of the forms in which an engine is sent it. */
export type SentGrammar =
  | { readonly structuralTag: string }
  | { readonly schema: JsonValue }
  /** EBNF of xgrammar, and GBNF, of which it is a superset. */
  | { readonly rules: string };

/**
 * Compiles a grammar with the real engine.
 *
 * @returns Whether a whole answer, without its stop token, is one that the grammar allows.
 * @throws Error where the engine cannot take the grammar.
 */
export async function realGrammar(sent: SentGrammar): Promise<(text: string) => Promise<boolean>> {
  loaded ??= loadXGrammar();
  const { Grammar, Testings } = loaded;
  try {
    const grammar = await compile(Grammar, sent);
    return (text) => Testings.isGrammarAcceptString(grammar, text);
  } catch (error) {
    loaded = null;
    throw new Error(`xgrammar takes no ${JSON.stringify(sent).slice(0, 2000)}`, { cause: error });
  }
}

function compile(grammar: XGrammar["Grammar"], sent: SentGrammar): Promise<object> {
  if ("structuralTag" in sent) return grammar.fromStructuralTag(sent.structuralTag);
  return "rules" in sent ? grammar.fromEBNF(sent.rules) : grammar.fromJSONSchema(stringifyJson(sent.schema));
}
