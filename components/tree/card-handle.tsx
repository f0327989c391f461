import { Handle, Position } from "@xyflow/react";

/** Where lines meet a card: a point on its edge, so that what is measured is what the layout said. */
export function CardHandle({ type }: { readonly type: "source" | "target" }) {
  return (
    <Handle
      type={type}
      position={type === "target" ? Position.Top : Position.Bottom}
      isConnectable={false}
      className="size-px! min-h-0! min-w-0! border-0! opacity-0"
    />
  );
}
