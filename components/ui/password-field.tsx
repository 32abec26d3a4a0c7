"use client";

import {
	type KeyboardEvent,
	type ReactNode,
	type Ref,
	type RefObject,
	useEffect,
	useId,
	useImperativeHandle,
	useState,
} from "react";

export type PasswordFieldText = {
	label: string;
	show: string;
	hide: string;
	showThis: string;
	hideThis: string;
	shown: string;
	hidden: string;
	capsLock: string;
};

type Props = {
	id: string;
	name: string;
	text: PasswordFieldText;
	autoComplete: "current-password" | "new-password";
	/** Apple's `passwordrules`, for password managers. */
	rules?: string;
	error: string | undefined;
	describedBy?: string;
	/** The form is being submitted: a visible password is hidden again. */
	isBusy: boolean;
	inputRef: RefObject<HTMLInputElement | null>;
	/** Lets other components fill the field. */
	handle?: Ref<PasswordFieldHandle>;
	/** What belongs to the field and is below it. */
	children?: ReactNode;
};

export type PasswordFieldHandle = {
	/** As if the person had typed this and then revealed it. */
	fill(password: string): void;
};

/**
 * A password that can be revealed with a text button, pasted, and filled by a manager (GOV.UK,
 * "Password input").
 */
export function PasswordField(props: Props) {
	const { id, text, error } = props;
	const [isShown, setIsShown] = useState(false);
	const [hasToggled, setHasToggled] = useState(false);
	const [isCapsLock, setIsCapsLock] = useState(false);
	const errorId = useId();
	const capsId = useId();

	useEffect(() => {
		if (props.isBusy) setIsShown(false);
	}, [props.isBusy]);

	useImperativeHandle(props.handle, () => ({
		fill(password) {
			const input = props.inputRef.current;
			if (!input) return;
			input.value = password;
			input.dispatchEvent(new Event("input", { bubbles: true }));
			setIsShown(true);
			setHasToggled(true);
			input.focus();
		},
	}));

	function noteCapsLock(event: KeyboardEvent) {
		setIsCapsLock(event.getModifierState("CapsLock"));
	}

	const describedBy = [error && errorId, isCapsLock && capsId, props.describedBy]
		.filter(Boolean)
		.join(" ");
	return (
		<div className={`mb-6 ${error ? "border-s-4 border-danger ps-4" : ""}`}>
			<label htmlFor={id} className="mb-1.5 block font-semibold">
				{text.label}
			</label>
			{error && (
				<p id={errorId} className="mb-1 font-semibold text-danger">
					{error}
				</p>
			)}
			<div
				data-framed=""
				className={`flex rounded-control border bg-surface ${error ? "border-danger" : "border-control"}`}
			>
				<input
					ref={props.inputRef}
					id={id}
					name={props.name}
					type={isShown ? "text" : "password"}
					autoComplete={props.autoComplete}
					autoCapitalize="off"
					autoCorrect="off"
					spellCheck={false}
					dir="ltr"
					aria-invalid={error ? true : undefined}
					aria-describedby={describedBy || undefined}
					onKeyUp={noteCapsLock}
					onKeyDown={noteCapsLock}
					className="min-h-control min-w-0 flex-1 px-3 rtl:text-right"
					{...(props.rules && { passwordrules: props.rules })}
				/>
				<button
					type="button"
					aria-controls={id}
					aria-label={isShown ? text.hideThis : text.showThis}
					onClick={() => {
						setIsShown(!isShown);
						setHasToggled(true);
					}}
					className="m-1 cursor-pointer rounded-control px-3 text-sm font-semibold text-action transition-colors hover:bg-raised"
				>
					{isShown ? text.hide : text.show}
				</button>
			</div>
			<p className="sr-only" aria-live="polite">
				{hasToggled && (isShown ? text.shown : text.hidden)}
			</p>
			<p id={capsId} className="mt-1 text-warning" aria-live="polite">
				{isCapsLock && text.capsLock}
			</p>
			{props.children}
		</div>
	);
}
