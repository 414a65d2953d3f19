/** The ids of the commands as package.json contributes them. */
export const commandIds = {
  visualizeDescent: 'saddlescope.visualizeDescent',
  openGallery: 'saddlescope.openGallery',
} as const;
