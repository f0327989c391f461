import type { Fact } from "./token-facts";

/** Facts by name. What is not recorded says so, and steps back. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      {facts.map(({ name, value, meaning, exact }) => (
        <div key={name} className="contents">
          <dt className="text-ink-2" title={meaning}>
            {name}
          </dt>
          <dd
            title={exact}
            className={`text-right [overflow-wrap:anywhere] ${value.startsWith("not ") ? "text-ink-3" : "font-mono text-ink"}`}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
