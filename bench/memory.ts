// Derivatives of a large loss in a process of its own; prints the most memory that it ever held, in MiB.
import { guarded, objectiveOf, overData, regular } from './cases/large';

const KINDS = { regular, guarded, overData };

const [, , kind, operations] = process.argv;
const made = Object.entries(KINDS).find(([name]) => name === kind)?.[1];
if (made === undefined) throw new Error(`There is no ${kind} loss.`);
const loss = made(Number(operations));
const objective = objectiveOf(loss);
const result = new Float64Array(loss.start.length);
for (let i = 0; i < 5; i++) objective.valueAndGradient(loss.start, result);
objective.hessianVector(loss.start, loss.start, result);
if (objective.derivatives !== 'exact') throw new Error(`The loss was not traced: ${objective.blockedBy?.message}`);
console.log(process.resourceUsage().maxRSS / 1024);
