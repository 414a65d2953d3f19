/** How long a text is in average Latin letters, where it must be placed before it can be measured. */

/** Han characters and full-width punctuation take a whole em, about 1.8 letters. */
const wide = /[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/;
const wideLetter = 1.8;

export const lettersIn = (text: string): number => Array.from(text).reduce((sum, letter) => sum + (wide.test(letter) ? wideLetter : 1), 0);
