import type { Message } from "@/lib/core/message/message";
import { messageFields } from "./message-fields";
import { TextChange } from "./text-change";

/** Two versions of a message field by field, what each side alone says marked; one version as it is. */
export function MessageChange({ a, b }: { readonly a: Message | null; readonly b: Message | null }) {
  const fields = messageFields(a, b);
  if (fields.length === 0) {
    return <p className="text-sm text-ink-3">Open the message in its session to read it.</p>;
  }
  return (
    <div className="flex flex-col gap-3">
      {fields.map(({ name, a: inA, b: inB }) => (
        <div key={name}>
          <h4 className="mb-1 text-xs text-ink-3">{name}</h4>
          <div className="grid grid-cols-1 gap-2 @2xl:grid-cols-2">
            {a && <TextChange held={inA} found={b ? inB : inA} side="a" />}
            {b && (
              <div className={a ? "min-w-0" : "min-w-0 @2xl:col-start-2"}>
                <TextChange held={a ? inA : inB} found={inB} side="b" />
              </div>
            )}
          </div>
        </div>
      ))}
    </div>
  );
}
