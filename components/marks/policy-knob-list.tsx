"use client";

import { useId } from "react";
import { Hint } from "@/components/ui/hint";
import type { Policy } from "@/lib/core/policy/policy";
import { POLICY_KNOBS, type PolicyKnob } from "./policy-knobs";

/** Controls for everything that a policy lets be set, beside the threshold. A changed one is marked. */
export function PolicyKnobList({
  policy,
  unchanged,
  onChange,
}: {
  readonly policy: Policy;
  /** The policy without the changes that are made here. */
  readonly unchanged: Policy;
  /** Null: as the unchanged policy has it. */
  readonly onChange: (name: PolicyKnob["name"], value: Value | null) => void;
}) {
  return (
    <div className="grid min-w-0 content-start gap-x-6 gap-y-1 sm:grid-cols-2">
      {POLICY_KNOBS.map((knob) => {
        const before = unchanged[knob.name];
        return (
          <Knob
            key={knob.name}
            knob={knob}
            value={policy[knob.name]}
            changed={policy[knob.name] !== before}
            onChange={(value) => onChange(knob.name, value === before ? null : value)}
          />
        );
      })}
    </div>
  );
}

type Value = string | number | boolean;

function Knob({
  knob,
  value,
  changed,
  onChange,
}: {
  readonly knob: PolicyKnob;
  readonly value: Value;
  readonly changed: boolean;
  readonly onChange: (value: Value) => void;
}) {
  const id = useId();
  return (
    <div className="flex min-h-8 items-center gap-2">
      <Hint text={knob.meaning}>
        <label
          htmlFor={id}
          className={`min-w-0 flex-1 truncate underline decoration-line-strong decoration-dotted underline-offset-4 ${changed ? "font-medium text-ink" : "text-ink-2"}`}
        >
          {changed && "Δ "}
          {knob.label}
        </label>
      </Hint>
      <Control id={id} knob={knob} value={value} onChange={onChange} />
    </div>
  );
}

const FIELD = "h-7 rounded-md border border-line-strong bg-surface px-1.5 text-ink";

function Control({
  id,
  knob,
  value,
  onChange,
}: {
  readonly id: string;
  readonly knob: PolicyKnob;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  switch (knob.kind) {
    case "choice":
      return (
        <select
          id={id}
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
          className={`${FIELD} w-36 shrink-0`}
        >
          {Object.entries(knob.words).map(([word, words]) => (
            <option key={word} value={word}>
              {words}
            </option>
          ))}
        </select>
      );
    case "flag":
      return (
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
          className="toggle shrink-0"
        />
      );
    case "count":
      return (
        <input
          key={String(value)}
          id={id}
          type="number"
          min={0}
          step={1}
          defaultValue={value === 0 ? "" : String(value)}
          placeholder={knob.zero}
          onBlur={(event) => onChange(wholeNumber(event.target.value))}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
          className={`${FIELD} w-28 shrink-0 text-right`}
        />
      );
    default:
      return knob satisfies never;
  }
}

/** An empty or senseless field is no limit. */
function wholeNumber(text: string): number {
  const value = Math.floor(Number(text));
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}
