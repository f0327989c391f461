/** The pattern of what was lost, for drawings: the one that cells of such tokens have. @param id to fill with. */
export function LostHatch({ id }: { readonly id: string }) {
  return (
    <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="4" height="4" fill="var(--realigned-fill)" />
      <rect width="2" height="4" fill="var(--realigned-mark)" />
    </pattern>
  );
}
