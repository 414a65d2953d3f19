const lossWords = new Set([
  'loss',
  'losses',
  'cost',
  'objective',
  'energy',
  'nll',
  'mse',
  'rmse',
  'mae',
  'sse',
  'entropy',
  'likelihood',
  'criterion',
  'potential',
  'hamiltonian',
  'risk',
  'chi2',
]);

const dataWords = new Set(['data', 'dataset', 'batch', 'minibatch', 'sample', 'samples', 'example', 'examples', 'observations']);

/** `trainLoss`, `mse_loss`, `LOSS`, `logisticCost2`: a word of the name says that this is a loss. */
export function soundsLikeLoss(name: string): boolean {
  return wordsOf(name).some((word) => lossWords.has(word)) || lossWords.has(name.toLowerCase());
}

/** `batch`, `trainingData`: a word of the name says that this is what the loss is computed over. */
export function soundsLikeData(name: string): boolean {
  return wordsOf(name).some((word) => dataWords.has(word));
}

function wordsOf(name: string): string[] {
  const words = name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu) ?? [];
  return words.map((word) => word.toLowerCase());
}
