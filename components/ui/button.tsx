import type { ComponentProps } from "react";

/** A transparent border becomes visible in forced colours; without it a filled button would be bare text. */
const SHAPE =
	"inline-flex min-h-control cursor-pointer items-center justify-center rounded-control border-2 px-4 py-1.5 text-center font-semibold no-underline transition-colors";

const LOOK = {
	primary: "border-transparent bg-action text-on-action hover:bg-action-strong",
	secondary: "border-control bg-surface text-ink hover:bg-raised",
	"danger-quiet": "border-danger bg-surface text-danger hover:bg-danger-tint",
	danger: "border-transparent bg-danger-fill text-on-action hover:bg-danger",
};

export type ButtonLook = keyof typeof LOOK;

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = "primary"): string {
	return `${SHAPE} ${LOOK[look]}`;
}

type Props = ComponentProps<"button"> & { look?: ButtonLook };

/** A button says what it does and is never disabled beforehand. */
export function Button({ look = "primary", type = "button", ...props }: Props) {
	return <button {...props} type={type} className={buttonClass(look)} />;
}
