// Derivatives of a large loss in a process of its own; prints the most memory that it ever held, in MiB.
import { load } from '../test/unit/autodiff/support';
import { largeLoss } from './targets';

const { source, start } = largeLoss(Number(process.argv[2]));
const { objective } = load(source, [[...start]]);
const result = new Float64Array(start.length);
objective.valueAndGradient(start, result);
objective.hessianVector(start, start, result);
if (objective.derivatives !== 'exact') throw new Error(`The loss was not traced: ${objective.blockedBy?.message}`);
console.log(process.resourceUsage().maxRSS / 1024);
