"use client";

import { carriesExperts, type ExportForm, type ExportTarget, PACKED } from "./export-urls";

/** Sessions that stay out unless they are asked for. A session that is named is taken open and unrewarded. */
const INCLUDES = [
  { name: "open", label: "Open sessions", ofNamed: false },
  { name: "unrewarded", label: "Without a reward", ofNamed: false },
  { name: "failed", label: "Failed", ofNamed: true },
  { name: "masked", label: "Masked", ofNamed: true },
] as const;

const WEIGHTS = [
  { name: "row", label: "each sample" },
  { name: "session", label: "the samples of a session" },
  { name: "prompt", label: "the sessions of a group" },
] as const;

const PACKS = [
  { name: "session", label: "the samples of a session" },
  { name: "group", label: "the sessions of a group" },
] as const;

const RULES = [
  { name: "", label: "the trainer's own" },
  { name: "sample_deviation", label: "deviation of the sample" },
  { name: "population_deviation", label: "deviation of the population" },
  { name: "mean_alone", label: "distance from the mean" },
  { name: "leave_one_out", label: "distance from the others' mean" },
] as const;

const SELECT = "h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2";

/** Which sessions take part, what shares a weight of 1, how advantages are made, and what becomes of unfit sessions. */
export function ExportChoices({
  target,
  form,
  onChange,
}: {
  readonly target: ExportTarget;
  readonly form: ExportForm;
  readonly onChange: (form: ExportForm) => void;
}) {
  const isSet = target.kind === "filter";
  const toggled = (name: string, isOn: boolean) =>
    onChange({
      ...form,
      include: isOn ? [...form.include, name] : form.include.filter((one) => one !== name),
    });
  return (
    <fieldset className="flex flex-wrap items-center gap-x-6 gap-y-2" data-testid="export-choices">
      <legend className="sr-only">What takes part, and how it counts</legend>
      {INCLUDES.filter(({ ofNamed }) => isSet || ofNamed).map(({ name, label }) => (
        <Toggle
          key={name}
          label={label}
          isOn={form.include.includes(name)}
          onChange={(isOn) => toggled(name, isOn)}
        />
      ))}
      {isSet && (
        <Toggle
          label="Leave out what the format cannot say"
          isOn={form.leavesOutUnfit}
          onChange={(leavesOutUnfit) => onChange({ ...form, leavesOutUnfit })}
        />
      )}
      <Choice
        label="A weight of 1 has"
        value={form.sampleWeight}
        options={WEIGHTS}
        onChange={(sampleWeight) => onChange({ ...form, sampleWeight })}
      />
      {isSet && form.format === PACKED && (
        <Choice
          label="One tree holds"
          value={form.pack}
          options={PACKS}
          onChange={(pack) => onChange({ ...form, pack })}
        />
      )}
      <Choice
        label="Advantage"
        value={form.advantageRule}
        options={RULES}
        onChange={(advantageRule) => onChange({ ...form, advantageRule })}
      />
      {carriesExperts(form.format) && (
        <label className="inline-flex items-center gap-2">
          <span className="text-ink-2">Layers with routed experts</span>
          <input
            type="number"
            min={1}
            step={1}
            value={form.expertLayers}
            placeholder="none"
            onChange={(event) => onChange({ ...form, expertLayers: event.target.value })}
            className={`${SELECT} w-20`}
          />
        </label>
      )}
    </fieldset>
  );
}

function Toggle({
  label,
  isOn,
  onChange,
}: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="inline-flex items-center gap-2">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
        className="toggle"
      />
      {label}
    </label>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly name: string; readonly label: string }[];
  readonly onChange: (name: string) => void;
}) {
  return (
    <label className="inline-flex min-w-0 items-center gap-2">
      <span className="text-ink-2">{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)} className={SELECT}>
        {options.map((option) => (
          <option key={option.name} value={option.name}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
