/**
 * Tells a library of the system what it takes from the environment alone. Nothing is written that is there
 * already: the library's threads may be reading.
 */
export function tellByEnvironment(values: Record<string, string>): void {
	for (const [name, value] of Object.entries(values)) {
		if (process.env[name] !== value) process.env[name] = value;
	}
}
