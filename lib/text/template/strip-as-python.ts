import { Template } from "@huggingface/jinja";
import { pythonStrip, type StripSide } from "./python-strip";

/** Name of the function that takes the place of Python's strip methods inside a template. */
export const STRIP_FUNCTION = "turntree_strip";

/** Jinja's filter, which takes any value for its text. */
const TRIM = "trim";

const SIDES: ReadonlyMap<unknown, StripSide> = new Map([
  ["strip", "strip"],
  ["lstrip", "lstrip"],
  ["rstrip", "rstrip"],
  [TRIM, "strip"],
]);

/** What `STRIP_FUNCTION` does; its arguments are what a template gives. Throws where Python would. */
export function stripFunction(side: unknown, value: unknown, characters: unknown): string {
  const known = SIDES.get(side);
  const text = side === TRIM && typeof value !== "string" ? softText(value) : value;
  if (typeof text !== "string" || known === undefined) throw new Error("only text can be stripped");
  if (characters === undefined || characters === null) return pythonStrip(text, known);
  if (typeof characters !== "string") throw new Error("strip takes the characters as text");
  return pythonStrip(text, known, characters);
}

/** What Jinja takes a value for where it needs text. The template library gives None as it gives what is not there. */
function softText(value: unknown): string {
  return value === undefined ? "" : String(value);
}

/** A call of the function with these nodes as text and characters. */
function stripCall(name: string, nodes: readonly unknown[]): unknown {
  const [statement] = new Template(`{{ ${STRIP_FUNCTION}("${name}") }}`).parsed.body;
  const list: unknown = statement === undefined ? undefined : Reflect.get(statement, "args");
  if (Array.isArray(list)) list.push(...nodes);
  return statement;
}

function nodeType(node: unknown): unknown {
  return isNode(node) ? Reflect.get(node, "type") : undefined;
}

function isNode(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The call that a node stands for, where it is one of a strip method or of the filter `trim`; null otherwise. */
function replacement(node: object): unknown {
  if (nodeType(node) === "CallExpression") {
    const [callee, args]: unknown[] = [Reflect.get(node, "callee"), Reflect.get(node, "args")];
    if (!isNode(callee) || nodeType(callee) !== "MemberExpression" || Reflect.get(callee, "computed"))
      return null;
    const property: unknown = Reflect.get(callee, "property");
    const name = isNode(property) ? SIDES.get(Reflect.get(property, "value")) : undefined;
    return name === undefined ? null : stripCall(name, [Reflect.get(callee, "object"), ...nodesOf(args)]);
  }
  if (nodeType(node) !== "FilterExpression") return null;
  const filter: unknown = Reflect.get(node, "filter");
  const called: unknown =
    nodeType(filter) === "CallExpression" && isNode(filter) ? Reflect.get(filter, "callee") : filter;
  if (!isNode(called) || Reflect.get(called, "value") !== TRIM) return null;
  const given = isNode(filter) && called !== filter ? nodesOf(Reflect.get(filter, "args")) : [];
  return stripCall(TRIM, [Reflect.get(node, "operand"), ...given]);
}

function nodesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Makes a parsed template strip text as Python does. The template library ignores the characters that `strip`,
 * `lstrip` and `rstrip` are given, and takes JavaScript's white space for Python's.
 */
export function stripAsPython(template: Template): void {
  replaceIn(template.parsed.body);
}

function replaceIn(container: object): void {
  for (const key of Object.keys(container)) {
    const child: unknown = Reflect.get(container, key);
    if (!isNode(child)) continue;
    const call = replacement(child);
    if (call !== null) Reflect.set(container, key, call);
    replaceIn(isNode(call) ? call : child);
  }
}
