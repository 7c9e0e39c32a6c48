/** What the failures of the product's own features are called in German, by their names. */
export const productErrors: Readonly<Record<string, string>> = {
  ARTICLE_NOT_FOUND: 'Unter dieser Adresse steht kein Artikel.',
  NOT_THE_AUTHOR: 'Das darf nur, wer es geschrieben hat.',
  COMMENT_NOT_FOUND: 'Diesen Kommentar gibt es unter dem Artikel nicht.',
  PROFILE_NOT_FOUND: 'Niemand hat diesen Namen.',
  OWN_WORK: 'Das ist dein eigenes: Du kannst es ändern oder löschen.',
  OWN_PROFILE: 'Dir selbst kannst du nicht folgen.',
  DRAFT_NOT_FOUND: 'Diesen Entwurf hast du nicht.',
  DRAFT_CONFLICT: 'Dieser Entwurf wurde inzwischen anderswo geändert.',
  TOO_MANY_DRAFTS: 'Mehr als 200 Entwürfe haben keinen Platz. Veröffentliche oder lösche zuerst einen.',
  EXPORT_PENDING: 'Eine Kopie wird gerade erstellt.',
  TOO_MANY_EXPORTS: 'Mehr als drei Kopien am Tag werden nicht erstellt. Versuch es morgen wieder.',
};
