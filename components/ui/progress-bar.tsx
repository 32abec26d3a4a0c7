import type { ComponentProps } from "react";

/**
 * A progress bar in the page's own colours, since browsers drop theirs once the border is removed.
 *
 * @param isSmall a line at the bottom of the box around it, which takes up no space
 */
export function ProgressBar({
	isSmall,
	...props
}: ComponentProps<"progress"> & { isSmall?: true }) {
	return (
		<progress
			className={`${isSmall ? "absolute inset-x-0 top-full h-1" : "h-2"} w-full appearance-none overflow-hidden rounded-pill bg-line forced-color-adjust-none [&::-moz-progress-bar]:bg-action [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-action`}
			{...props}
		/>
	);
}
