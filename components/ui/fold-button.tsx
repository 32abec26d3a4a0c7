import type { ComponentProps } from "react";
import { Icon } from "./icon.tsx";

type Props = ComponentProps<"button"> & { isOpen: boolean };

/** Shows and hides a part of the page that is somewhere else than right below; for that, see `Disclosure`. */
export function FoldButton({ isOpen, children, ...props }: Props) {
	return (
		<button
			{...props}
			type="button"
			aria-expanded={isOpen}
			className="flex min-h-control cursor-pointer items-center gap-2 rounded-control border border-line bg-surface px-3 transition-colors hover:bg-raised"
		>
			{children}
			<Icon name="chevron" className={`size-4 ${isOpen ? "-rotate-90" : "rotate-90"}`} />
		</button>
	);
}
