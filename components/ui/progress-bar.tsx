import type { ComponentProps } from "react";

/** A progress bar in the page's own colours, since browsers drop theirs once the border is removed. */
export function ProgressBar(props: ComponentProps<"progress">) {
	return (
		<progress
			className="h-2 w-full appearance-none overflow-hidden rounded-pill bg-line forced-color-adjust-none [&::-moz-progress-bar]:bg-action [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-action"
			{...props}
		/>
	);
}
