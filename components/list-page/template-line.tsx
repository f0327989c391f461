import type { TemplateCheck } from "@/lib/core/proof/template-check";
import { shapeCheckWords, templateWords } from "./template-words";

interface TemplateLineProps {
  readonly tokenizer: string;
  readonly family: string;
  readonly check: TemplateCheck;
}

/** What the server knows of its chat template: which new messages it can graft on, and why not the others. */
export function TemplateLine({ tokenizer, family, check }: TemplateLineProps) {
  return (
    <details className="text-sm text-ink-2">
      <summary className="cursor-pointer">
        Tokenizer {tokenizer}, family {family}. {templateWords(check)}
      </summary>
      <ul className="mt-2 flex flex-col gap-1 pl-4">
        {check.shapes.map((shape) => (
          <li key={shape.roles.join()}>
            After an answer {shapeCheckWords(shape)}:{" "}
            {shape.holds
              ? `grafted, as the end of ${shape.compared} full renders.`
              : `rendered in full. ${shape.detail}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
