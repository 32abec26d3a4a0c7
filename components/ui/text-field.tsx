"use client";

import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from "react";

type FieldTexts = {
	id: string;
	label: string;
	hint?: ReactNode;
	/** The error, in the same words as in the summary. */
	error?: string | undefined;
};

/** The gap keeps the focus ring off the line above. */
const BOX = "mt-1.5 w-full rounded-control border bg-surface px-3 py-1.5";
const edge = (error: string | undefined) => (error ? "border-danger" : "border-control");

/** The texts around a field's input. */
function Labelled({ id, label, hint, error, children }: FieldTexts & { children: ReactNode }) {
	return (
		<div className="mb-6">
			<label htmlFor={id} className="block font-semibold">
				{label}
			</label>
			{hint && (
				<p id={`${id}-hint`} className="text-sm text-muted">
					{hint}
				</p>
			)}
			{error && (
				<p id={`${id}-error`} className="font-semibold text-danger">
					{error}
				</p>
			)}
			{children}
		</div>
	);
}

/** Associates an input with its hint and its error. */
function described({ id, hint, error }: FieldTexts) {
	const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
	return { ...(ids && { "aria-describedby": ids }), ...(error && { "aria-invalid": true }) };
}

type TextProps = FieldTexts & Omit<InputHTMLAttributes<HTMLInputElement>, "id">;

/** One line of text, or a date; it takes the direction of its content. */
export function TextField({ id, label, hint, error, className = "", ...input }: TextProps) {
	const texts = { id, label, hint, error };
	return (
		<Labelled {...texts}>
			<input
				dir="auto"
				name={id}
				{...input}
				id={id}
				{...described(texts)}
				className={`${BOX} min-h-control ${edge(error)} ${className}`}
			/>
		</Labelled>
	);
}

type AreaProps = FieldTexts & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "id">;

/** Several lines of text. */
export function TextArea({ id, label, hint, error, ...area }: AreaProps) {
	const texts = { id, label, hint, error };
	return (
		<Labelled {...texts}>
			<textarea
				dir="auto"
				rows={8}
				name={id}
				{...area}
				id={id}
				{...described(texts)}
				className={`${BOX} ${edge(error)}`}
			/>
		</Labelled>
	);
}

type SelectProps = FieldTexts & {
	value: string;
	onChoose: (value: string) => void;
	options: readonly { value: string; text: string; lang?: string }[];
};

/** A choice of a few options. */
export function SelectField({ id, label, hint, error, value, onChoose, options }: SelectProps) {
	const texts = { id, label, hint, error };
	return (
		<Labelled {...texts}>
			<select
				id={id}
				name={id}
				value={value}
				onChange={(event) => onChoose(event.target.value)}
				{...described(texts)}
				className={`${BOX} min-h-control ${edge(error)}`}
			>
				{options.map((option) => (
					<option key={option.value} value={option.value} lang={option.lang}>
						{option.text}
					</option>
				))}
			</select>
		</Labelled>
	);
}
