import type { ButtonHTMLAttributes } from "react";

const SHAPE =
	"inline-flex min-h-11 items-center justify-center rounded-sm px-4 py-2 text-start font-semibold no-underline";

const LOOK = {
	primary: "bg-action text-on-action hover:bg-action-strong",
	secondary: "border-2 border-control text-ink hover:bg-raised",
};

export type ButtonLook = keyof typeof LOOK;

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = "primary"): string {
	return `${SHAPE} ${LOOK[look]}`;
}

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { look?: ButtonLook };

/** A button says what it does, and is never disabled beforehand. */
export function Button({ look = "primary", type = "button", ...props }: Props) {
	return <button {...props} type={type} className={buttonClass(look)} />;
}
