export const uploads = {
  choose: 'Upload a picture',
  replace: 'Replace the picture',
  sending: 'Uploading the picture',
  cancel: 'Stop uploading',
} as const;
