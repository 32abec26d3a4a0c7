import type { ComponentProps } from "react";

/** How far something is. The page's own colours, since a browser leaves its own once an edge is taken away. */
export function ProgressBar(props: ComponentProps<"progress">) {
	return (
		<progress
			className="h-2 w-full appearance-none overflow-hidden rounded-pill bg-line [&::-moz-progress-bar]:bg-action [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-action"
			{...props}
		/>
	);
}
