// The first step of every command, in plain JavaScript for the oldest supported Node: makes sure that Node 24 and
// the packages are installed, then runs `<command>.ts` beside it.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [command, ...args] = process.argv.slice(2);
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);

/** Node's compile cache, which halves the time of every later start. */
const COMPILED = { NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "node") };

const { node: wanted, integrity } = JSON.parse(readFileSync("package.json", "utf8")).keyturn;

function fail(message) {
	process.stderr.write(`${message}\n`);
	process.exit(1);
}

function npmCommand() {
	const npm = process.env.npm_execpath;
	return npm?.endsWith(".js") ? { npm } : undefined;
}

/** Runs npm under the given Node, because another version may pick other packages. `hint`: a likely cause of failure. */
function runNpm(node, npmArgs, hint = "") {
	const found = npmCommand();
	const options = { stdio: ["ignore", "ignore", "inherit"], env: withNode(node) };
	const result = found
		? spawnSync(node, [found.npm, ...npmArgs], options)
		: spawnSync("npm", npmArgs, { ...options, shell: process.platform === "win32" });
	if (result.status !== 0)
		fail(`npm ${npmArgs.join(" ")} failed. Its message is above. ${hint}`.trimEnd());
}

function withNode(node) {
	const separator = process.platform === "win32" ? ";" : ":";
	return { ...COMPILED, ...process.env, PATH: `${dirname(node)}${separator}${process.env.PATH}` };
}

/** The path of this Node if it is new enough, otherwise of one downloaded from npm into the project. */
function findNode() {
	const [major] = process.versions.node.split(".").map(Number);
	if (major < 20) fail(`Node ${process.versions.node} is too old. Install Node 20 or newer.`);
	const [wantedMajor] = wanted.split(".");
	if (major >= Number(wantedMajor)) return process.execPath;
	const platform = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
	const home = join(root, ".runtime");
	const file = process.platform === "win32" ? "node.exe" : "node";
	const node = join(home, "node_modules", `node-${platform}`, "bin", file);
	const isThere = existsSync(node) && readFileSync(join(home, "version"), "utf8") === wanted;
	if (!isThere) getNode(home, platform, wantedMajor);
	return node;
}

/** Downloads Node from npm, which checks it against the hash in package.json before unpacking. */
function getNode(home, platform, wantedMajor) {
	const sum = integrity[platform];
	if (!sum)
		fail(`npm has no Node ${wanted} for ${platform}. Install Node ${wantedMajor} yourself.`);
	process.stderr.write(`Downloading Node ${wanted} …\n`);
	mkdirSync(home, { recursive: true });
	const name = `node-${platform}`;
	const dependencies = { [name]: wanted };
	const packages = {
		"": { dependencies },
		[`node_modules/${name}`]: { version: wanted, integrity: sum },
	};
	const write = (file, content) => writeFileSync(join(home, file), JSON.stringify(content));
	write("package.json", { private: true, dependencies });
	write("package-lock.json", { lockfileVersion: 3, packages });
	const hint = `EINTEGRITY means that npm received something other than the Node that package.json names. It was not run.`;
	runNpm(process.execPath, ["ci", "--ignore-scripts", "--prefix", home], hint);
	writeFileSync(join(home, "version"), wanted);
}

/** Installs exactly what the lock file says, once per lock file. */
function installPackages(node) {
	const stamp = join("node_modules", ".keyturn");
	const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
	if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
	process.stderr.write("Installing packages …\n");
	runNpm(node, ["ci"]);
	writeFileSync(stamp, lock);
}

const node = findNode();
installPackages(node);

const nodeArgs = [join("cli", `${command}.ts`), ...args];
const child = spawn(node, nodeArgs, { stdio: "inherit", env: withNode(node) });
// A terminal signals the whole process group itself; a signal to this process alone is meant for the child.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
