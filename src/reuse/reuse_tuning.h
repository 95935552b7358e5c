/* reuse_tuning.h: every number that the stage `reuse` was tuned with, in one place.
 *
 * Lengths in letters are lengths of the folded letter stream (reuse_text.h): no spaces, no punctuation.
 * All were set by hand on the development sets of docs/results/reuse.md.
 */
#ifndef STM_REUSE_TUNING_H
#define STM_REUSE_TUNING_H

/* ---- sketch: minimisers. A shared run of k + w - 1 letters always holds a common one. -------------------- */
#define STM_SEED_LETTERS 14      /* k: short enough for print with 12 % of wrong letters */
#define STM_SEED_WINDOW_CLEAN 14 /* w: one run in (w + 1) / 2 is taken */
#define STM_SEED_WINDOW_NOISY 5  /* the same for text that looks misread */

/* ---- seed ---------------------------------------------------------------------------------------------- */
#define STM_SEED_CAP 100   /* a fingerprint in more articles than this is boilerplate for the search */
#define STM_SEED_BEFORE 8  /* ... and joins each article only to so many before it */
#define STM_SEED_LOOK 4000 /* ... and so does a list longer than STM_SEED_COMMON once an article has met so many */
#define STM_SEED_RARE 3    /* fingerprints in at most so many articles */
#define STM_SEED_WEIGHT_RARE 6
#define STM_SEED_COMMON 30 /* fingerprints in more articles */
#define STM_SEED_WEIGHT 4
#define STM_SEED_WEIGHT_COMMON 1
#define STM_SEED_THIN 8192   /* from so many articles on, only some of the common fingerprints are looked up */
#define STM_SEED_MIN 4       /* fingerprints in common that make two articles worth a look */
#define STM_SEED_MIN_NOISY 2 /* the same where one of them is noisy */
#define STM_SEED_MIN_BOTH_NOISY 1
#define STM_SEED_WEIGHT_MIN 16 /* their weight, among up to STM_SEED_FEW articles, ... */
#define STM_SEED_WEIGHT_MIN_NOISY 8
#define STM_SEED_WEIGHT_MIN_BOTH_NOISY 6
#define STM_SEED_WEIGHT_MORE 3 /* ... and more for each time that articles double */
#define STM_SEED_FEW 2048
#define STM_WITNESSES 8        /* earlier articles with less that may show what boilerplate is, ... */
#define STM_WITNESS_PERCENT 30 /* ... for a pair that shares less of the shorter sketch */
#define STM_COMMON_WORTH 12    /* weight without which a link rests on what many have, ... */
#define STM_COMMON_COSTS 2     /* ... and so much more for each fingerprint, ... */
#define STM_COMMON_PERCENT 15  /* ... where it is less of the shorter sketch; but for STM_MATCH_FEW */
#define STM_COMMON_TRIED 8     /* so many are looked at nevertheless, to tell boilerplate, ... */
#define STM_COMMON_TOLD 6      /* ... and aligned with articles that fewer have told it yet */
#define STM_KINDRED_PERCENT 30 /* of the shorter sketch in common make kin; ... */
#define STM_KINDRED_MANY 4     /* ... so many of one kin may have it from each other */
#define STM_PROBE_MIN 3        /* fingerprints of one passage, ... */
#define STM_PROBE_LETTERS 50   /* ... over so many letters, ... */
#define STM_PROBE_COVERED 60   /* ... and so many in all, ... */
#define STM_PROBE_WORTH 132   /* ... with twice the longest run, that make them worth aligning; but for STM_MATCH_FEW */
#define STM_PROBE_MIN_NOISY 2 /* the same where one of them is noisy */
#define STM_PROBE_LETTERS_NOISY 40
#define STM_PROBE_GAP 300       /* two of a passage are at most so far apart, ... */
#define STM_PROBE_SKEW 80       /* ... on either side, give or take */
#define STM_PROBE_CLOSE 42      /* so close to each other, what lies between them counts, ... */
#define STM_PROBE_RUN 28        /* ... and is the same where both are as close */
#define STM_PROBE_HOLE 60       /* so far apart, what lies between them counts as shared in an estimate */
#define STM_QUICK_LETTERS 95    /* estimated letters in common that make a pair, about twenty words */
#define STM_QUICK_MIN 8         /* fingerprints in common without which a clean pair does not have so many */
#define STM_SLIP_SHARE 100      /* one word in so many shows misread letters: noisy */
#define STM_CANDIDATES_MAX 4096 /* partners of one article that are aligned, best first */

/* ---- chain --------------------------------------------------------------------------------------------- */
#define STM_MATCH_LETTERS 8   /* shortest exact match of letters */
#define STM_MATCH_CLEAN 12    /* the same where neither article is noisy, ... */
#define STM_MATCH_MANY 20     /* ... and one of them is behind many others: no less than makes a chain */
#define STM_MATCH_FEW 500     /* so many */
#define STM_MATCH_REPEAT 8    /* occurrences of one match in an article that are looked at */
#define STM_MATCH_MAX 60000   /* exact matches of one pair; what comes later is not looked at */
#define STM_CHAIN_LOOKBACK 50 /* earlier matches that a match may continue */
#define STM_CHAIN_GAP_WORDS 4 /* words without partner inside a passage, on either side */
#define STM_CHAIN_GAP_LETTERS 60
#define STM_CHAIN_LETTERS 12 /* matched letters that make a chain worth carrying on word by word */
#define STM_CHAIN_CLEAN 20   /* the same where neither article is noisy */
#define STM_PAIR_LETTERS 40  /* matched letters without which there is no pair */
#define STM_EXTEND_LETTERS 5 /* a word of so many letters is an agreement by itself */

/* ---- passages and pairs -------------------------------------------------------------------------------- */
#define STM_PASSAGE_WORDS 8    /* shortest passage */
#define STM_PAIR_WORDS 20      /* least text that makes a pair */
#define STM_OWN_WORDS 6        /* words of a passage outside of quotation marks that count, ... */
#define STM_OWN_WORTH 90       /* ... tenths of them without which two texts share nothing but quotations, ... */
#define STM_QUOTED_PERCENT 45  /* ... where so much of what they share stands in marks */
#define STM_QUOTE_MOST 26      /* words of the one quotation that two texts share because both heard it, ... */
#define STM_QUOTE_EDGES 2      /* ... and words around its marks */
#define STM_PHRASES 3          /* so many passages, ... */
#define STM_PHRASES_PERCENT 20 /* ... over less than so much of either text, ... */
#define STM_PHRASE_MOST 20     /* ... none with so many words, ... */
#define STM_PHRASE_WORDS 12    /* ... none with so many words in a row alike, are phrases that a matter has for all */

/* ---- boilerplate and forms ----------------------------------------------------------------------------- */
#define STM_FORM_FACTS 6            /* figures and names, both sides together, that a judgement needs */
#define STM_FORM_LETTERS 80         /* an exact match of so many letters is no form */
#define STM_FORM_PERCENT 50         /* fewer facts with a partner: a form */
#define STM_FORM_FIGURES_PERCENT 40 /* fewer figures with a partner, and ... */
#define STM_FORM_BOTH_PERCENT 65    /* ... fewer facts: a form too */
#define STM_NOISY_SHARE 20          /* one word in so many has wrong letters: noisy text, ... */
#define STM_FORM_NOISY_PERCENT 30   /* ... where this many facts suffice */
#define STM_EVIDENCE 120            /* tenths of words, see is_evidence */
#define STM_STRONG_WORDS 50         /* a pair joins groups of articles if it shares so much ... */
#define STM_STRONG_PERCENT 30       /* ... and so much of the shorter one */
#define STM_BOILER_GROUPS 8         /* other groups that make a passage boilerplate */
#define STM_BOILER_GROUPS_END 3     /* the same at the end of an article */
#define STM_BOILER_LOOK 2000        /* passages of one article that are compared with one, either way */

/* ---- families ------------------------------------------------------------------------------------------ */
#define STM_KIN_WEIGHT 250           /* tenths of a percent of the shorter article that make a link in a family */
#define STM_SCATTERED_PASSAGES 3     /* so many passages, ... */
#define STM_SCATTERED_PERCENT 30     /* ... over so much of both articles, ... */
#define STM_SCATTERED_SHARE 10       /* ... and so much of either in them, ... */
#define STM_SCATTERED_WEIGHT 120     /* ... make a link with this weight already */
#define STM_FAMILY_LINKED_PERCENT 45 /* of all pairs between two groups that must be linked to join them */
#define STM_FAMILY_ROUNDS 4
#define STM_FAMILY_DENSE 2048    /* articles of a component in which links between groups are counted */
#define STM_COMPOSITE_WEIGHT 250 /* mean weight with a second family's members that makes a member of it */
#define STM_COMPOSITE_PERCENT 15 /* of the article that comes from there */

/* ---- relations ----------------------------------------------------------------------------------------- */
#define STM_IDENTICAL_REST 3          /* words outside furniture that identical articles may not share */
#define STM_REPRINT_CHANGED 40        /* words in a thousand that a reprint may change, ... */
#define STM_REPRINT_WORDS 15          /* ... leave out in the middle or put in, ... */
#define STM_REPRINT_STRETCHES 2       /* ... and stretches that it may stand in; */
#define STM_REPRINT_NOISY_CHANGED 150 /* the same where letters were misread */
#define STM_REPRINT_NOISY_STRETCHES 4

#define STM_CREDIT_BYTES 90 /* so near to a passage, the name of its outlet says where it is from */
#define STM_CREDIT_NAME 3   /* shortest name */
#define STM_HOME_LETTERS 6  /* words of so many letters show where a passage is at home: ... */
#define STM_HOME_WORDS 2    /* ... so many more in the rest of one text than of the other, ... */
#define STM_HOME_PERCENT 15 /* ... and so many of all */
#define STM_HOME_ALIKE 0    /* texts whose passages are as near to it, but for so much, may all be what was quoted */
#define STM_CREDIT_WORTH 50 /* what it is worth in a family, in tenths of a word, ... */
#define STM_CREDIT_BACK 300 /* ... and what it costs that the text so named was made from the one that names it */

/* ---- stemma, in tenths of a word ----------------------------------------------------------------------- */
#define STM_STEMMA_MAX 300 /* texts of a family that get a tree */
#define STM_STEMMA_SWEEPS 20
#define STM_MISREAD_WORDS 4            /* at most so many words in a row of a noisy text are taken for misread ones */
#define STM_STEMMA_STRETCH 5           /* words in a row that no two desks put in by the same habit */
#define STM_LINEAGE_SHORT 8            /* a word of a shorter run, invented once more */
#define STM_LINEAGE_LONG 10            /* a word of a stretch */
#define STM_LINEAGE_GAIN 4             /* each place where words were invented */
#define STM_LINEAGE_OMISSION 3         /* a stretch left out, not at the end */
#define STM_LINEAGE_INSTEAD 2          /* one put for another */
#define STM_LINEAGE_PARENT_OWN 10      /* ten words that the parent alone has, before the last that the child took */
#define STM_LINEAGE_OWN_MOST 100       /* ... so many count */
#define STM_LINEAGE_TITLE 30           /* a headline that the parent had given up */
#define STM_LINEAGE_LOST 40            /* a lost source between texts */
#define STM_LINEAGE_LOST_ROOT 40       /* one at the top where an agency's text is there, ... */
#define STM_LINEAGE_LOST_AGENCY 0      /* ... where an agency is credited that is not there */
#define STM_LINEAGE_LOST_NO_AGENCY 400 /* either where no agency is known of */
#define STM_LINEAGE_LOST_ONE_OUTLET 1000000 /* between texts of one outlet: its own running text, none is lost */
#define STM_LINEAGE_CHILD 20                /* a text under a lost source */
#define STM_LINEAGE_TOP_CHILD 30            /* ... under one at the top */
#define STM_LINEAGE_UNDER_OUTLET 60         /* a lost source made from a newspaper's text */
#define STM_LINEAGE_UNDER_MAYBE 30          /* ... from one that may be an agency's */
#define STM_LINEAGE_NEAR 12                 /* texts that are tried as a text's parent */
#define STM_LINEAGE_WORK 400000000          /* words of rows that the search for one tree looks at, about */
#define STM_FORMS_WORDS 60 /* shared words that show whether a text is written as an agency writes, ... */
#define STM_FORMS_ALIKE 5  /* ... where so many in a thousand are not alike, or fewer */
/* a newspaper that was copied by another one: what speaks for and against it, in tenths of a natural logarithm */
#define STM_KIN_EARLIER 6      /* it was published earlier */
#define STM_KIN_LEAST 7        /* no other text lacks as few words of the second, ... */
#define STM_KIN_MOST 7         /* ... has more of them, ... */
#define STM_KIN_ALIKE 2        /* ... writes them more alike */
#define STM_KIN_FORMS 13       /* forms that most do not write, all that are not alike in both */
#define STM_KIN_MARKS 4        /* bytes behind a word that belong to its form */
#define STM_KIN_BREAKS 2       /* by 1, 3, 7: paragraphs parted or joined where an agency's are not */
#define STM_KIN_READINGS 2     /* by 1, 5, 15: words that few others have, and no agency */
#define STM_KIN_OMISSIONS 4    /* by 1, 3, 7: stretches of an agency's text that both leave out */
#define STM_KIN_GIVEN_UP 2     /* by 1, 2, 4: stretches that the first alone leaves out */
#define STM_KIN_OWN 3          /* by 5, 20, 50: words of its own in longer stretches that the other has not */
#define STM_KIN_DROPPED 1      /* by 1, 20, 60: all words of such stretches */
#define STM_KIN_MISSING 1      /* by 1, 5, 15: words of the other that it has not */
#define STM_KIN_MANY 4         /* by 4, 8, 14, 22: texts of the family */
#define STM_KIN_ENOUGH 24      /* so much makes next of kin, ... */
#define STM_KIN_WORTH 300      /* ... which is worth so much, in tenths of a word */
#define STM_EDITION_WORDS 25   /* words of its own that either version must have to be compared in what it knows */
#define STM_EDITION_PERCENT 20 /* ... and so much of either that the other has; */
#define STM_EDITION_HEDGE 15   /* a word of not knowing in a hundred */
#define STM_EDITION_FACTS 30   /* the most that figures and names count, one each */
#define STM_EDITION_MOST 80
#define STM_EDITION_TELLS 10        /* so much tells which of two newspapers' versions was first */
#define STM_FIRST_OUTLET 150        /* to say that a newspaper's text was the first of its family */
#define STM_FIRST_UNKNOWN 50        /* the same of a text of an unknown outlet, ... */
#define STM_FIRST_WIRE 10           /* ... which has the form in which agencies send texts out */
#define STM_FIRST_LATER_VERSION 100 /* the same of a version that says to be a later one */
#define STM_DIRECTION_LATER 300     /* a parent published after its child */
#define STM_DIRECTION_TO_AGENCY 150 /* an agency text made from a newspaper's */
#define STM_DIRECTION_MAYBE 60      /* a text made from one that may be an agency's, ... */
#define STM_DIRECTION_WIRE 10       /* ... and has the form in which agencies send texts out */
#define STM_DIRECTION_OUTLET 120    /* a text made from a newspaper's rather than an agency's */

/* ---- confidence, in percent: what was right on sets that nothing was tuned on (docs/results/reuse.md) ---- */
#define STM_SURE_SHARE 20 /* percent of either article that a pair shares: less, or at least so much */
#define STM_SURE_COMMON_LITTLE 88
#define STM_SURE_COMMON 94
#define STM_SURE_EDIT_AGENCY 55 /* from an agency's text, or one in an agency's form */
#define STM_SURE_EDIT 40        /* on made sets 20, on the few real ones right; held between */
#define STM_SURE_EXCERPT 86     /* direction not said */
#define STM_SURE_EXCERPT_AGENCY 65
#define STM_SURE_EXCERPT_CREDITED 85
#define STM_SURE_EXCERPT_FROM 52
#define STM_SURE_REPRINT 64
/* an edge, by how much dearer the next best tree is, in tenths of a word */
#define STM_SURE_MARGIN_SOME 50 /* from an agency's text */
#define STM_SURE_MARGIN_GOOD 110
#define STM_SURE_EDGE 62
#define STM_SURE_EDGE_SOME 78
#define STM_SURE_EDGE_GOOD 89
#define STM_SURE_MAYBE_MARGIN 15 /* from a text that may be an agency's */
#define STM_SURE_MAYBE_LITTLE 28
#define STM_SURE_MAYBE 35
#define STM_SURE_LOST 50    /* from, or to, a lost source */
#define STM_SURE_VERSION 50 /* between newspapers, where what they know tells: not measured, held low */
#define STM_SURE_KIN 55     /* from a newspaper that was copied by another, ... */
#define STM_SURE_KIN_GOOD 72
#define STM_SURE_KIN_POINTS 30 /* ... where so much speaks for it */
#define STM_SURE_UNTOLD 12     /* between newspapers, where nothing tells */

#endif
