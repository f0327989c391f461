const DECLARATION =
  /^(export )?(?:default )?(?:abstract )?(?:async )?(function\*?|const|let|class|interface|type|enum) (\w+)/gm;

const TYPES = new Set(["class", "enum", "interface", "type"]);

export interface DeclaredNames {
  readonly exported: readonly string[];
  /** Types that the file exports or keeps to itself. */
  readonly types: readonly string[];
}

/** What a formatted source file declares at its outermost level: all that it exports, and its types. */
export function declaredNames(source: string): DeclaredNames {
  const found = Array.from(source.matchAll(DECLARATION), ([, isExported, kind = "", name = ""]) => ({
    isExported: isExported !== undefined,
    isType: TYPES.has(kind),
    name,
  }));
  return {
    exported: found.filter(({ isExported }) => isExported).map(({ name }) => name),
    types: found.filter(({ isType }) => isType).map(({ name }) => name),
  };
}
