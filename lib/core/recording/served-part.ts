import { asBoolean, asObject, asString } from "@/lib/core/json/json-fields";
import type { FactPart } from "./fact-parts";
import type { ServedBy } from "./turn-facts";

/** Wire `served`. */
export const servedPart: FactPart<ServedBy> = {
  read(value, path) {
    const fields = asObject(value, path);
    const { adapter = null } = fields;
    return {
      model: asString(fields.model, `${path}.model`),
      tokenizer: asString(fields.tokenizer, `${path}.tokenizer`),
      adapter: adapter === null ? null : asString(adapter, `${path}.adapter`),
      trains: asBoolean(fields.trains, `${path}.trains`),
    };
  },
  write: ({ model, tokenizer, adapter, trains }) => ({ model, tokenizer, adapter, trains }),
};
