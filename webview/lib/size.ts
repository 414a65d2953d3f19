/** The size of an element as scripts need it. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * How large an element is inside, in pixels, as it was last laid out, and word of every change. To ask the element itself amid changes
 * of the page has the browser lay all of it out at once.
 */
export function watchSize(element: HTMLElement, onResize: (size: Size) => void): () => Size {
  let size: Size = { width: 0, height: 0 };
  new ResizeObserver(() => {
    size = { width: element.clientWidth, height: element.clientHeight };
    onResize(size);
  }).observe(element);
  return () => size;
}
