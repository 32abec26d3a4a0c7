import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { endWithThis } from "./processes.ts";

type PracticePerson = {
	name: string;
	userName: string;
	password: string | undefined;
	purpose: string;
};

export type PracticeProcess = {
	child: ChildProcess;
	origin: string;
	/** The settings that make a portal use it. */
	environment: Record<string, string>;
	people: PracticePerson[];
};

/** Starts the practice tenant and waits until it is ready. @throws its message if it cannot start */
export async function startPracticeProcess(args: string[]): Promise<PracticeProcess> {
	const child = endWithThis(
		spawn(process.execPath, [join("practice", "main.ts"), ...args], {
			stdio: ["ignore", "inherit", "inherit", "ipc"],
		}),
	);
	type Message = Omit<PracticeProcess, "child"> | { failure: string };
	const message = await new Promise<Message>((resolve) => {
		child.once("message", (message) => resolve(message as Message));
		child.once("exit", (code) => resolve({ failure: `It exited with ${code}.` }));
	});
	if ("failure" in message) throw new Error(`The practice tenant cannot start: ${message.failure}`);
	return { child, ...message };
}
