/* test_reuse_direction.c: who had a text first, where something besides the wording tells; and when nobody had it from
 * the other. All texts are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reuse/reuse.h"

typedef struct set {
    stm_arena arena;
    stm_article articles[8];
    const stm_article *list[8];
    uint32_t n;
    stm_reuse out;
} set;

static void set_add(set *s, const char *outlet, const char *text)
{
    stm_article *a = &s->articles[s->n];
    stm_article_init(a);
    a->text = stm_str_of(text);
    a->outlet = outlet == NULL ? (stm_str){ NULL, 0 } : stm_str_of(outlet);
    s->list[s->n++] = a;
}

static const stm_pair *set_pair(set *s, uint32_t a, uint32_t b)
{
    stm_arena_init(&s->arena, 0);
    assert_int_equal(stm_reuse_run(&s->arena, s->list, s->n, NULL, &s->out, NULL), STM_OK);
    return stm_pair_of(&s->out, a, b);
}

#define BRIDGE                                                                                                         \
    "The old swing bridge at Tarn Lock will stay shut until the middle of August because two of its bearings have "    \
    "cracked, and the parts for them must be cast anew at a foundry in the north, the harbour board said."

static const char bridge[] = BRIDGE
    "\n\nBoats can pass on the eastern arm. Cyclists were told to take the ferry, which carries them free of charge "
    "before nine in the morning and again from four until it grows dark.\n\nThe bridge, built by a mill owner for his "
    "own barges, was last repaired when a coal boat struck it. Its keeper, Abel Thorne, turned it by hand for "
    "thirty-one "
    "years and was given the brass handle when a motor took his place.\n\nCouncillor Ines Pardoe asked why nobody had "
    "looked at the bearings in spring, when the same firm was there to paint the rails. The board answered that "
    "painters "
    "are not engineers, and that the next inspection had been due in October. It will now pay for a diver as well, "
    "since "
    "the pier stands in deeper mud than the drawings say.\n\nTwo carriers have moved their lorries to the road by the "
    "gasworks, where people complain of the noise before dawn.";

static const char guide[] =
    "Anyone who walks along the river this summer will find it quieter than ever. The anglers have moved upstream, the "
    "tea garden has a new roof, and a heron has taken to standing on the weir. Children throw it crusts, which it "
    "ignores.\n\n"
    "%s" BRIDGE
    "\n\nFor walkers that is no loss: the meadow path is shorter, passes the chapel and its lime trees, and "
    "ends at the inn where the landlady bakes on Thursdays. Ask for the seat under the stairs. A drawing of the "
    "bearings hangs over it, with the "
    "price of each in pencil.\n\nBehind the inn a "
    "lane climbs to the quarry. Slate was cut there until the railway closed, and the huts of the cutters still have "
    "their names over the doors. From the upper ledge one sees both church towers and, on clear evenings, the sea. "
    "Good "
    "boots are needed after rain, for the steps are worn hollow and nobody sweeps them.\n\nThe way back through the "
    "beech wood takes an hour. In September it is loud with jays, and the wardens hang lanterns along the last bend "
    "for those who stayed too long over their supper.";

static const stm_pair *quote_bridge(set *s, char *room, size_t size, const char *lead, const char *own)
{
    snprintf(room, size, guide, lead);
    memset(s, 0, sizeof *s);
    set_add(s, "The Tarn Messenger", bridge);
    set_add(s, own, room);
    return set_pair(s, 0, 1);
}

static void test_who_is_credited_was_first(void **state)
{
    static set s;
    static char room[2048];
    const stm_pair *p = quote_bridge(&s, room, sizeof room, "According to a report by the Tarn Messenger: ", "Walker");
    (void)state;
    assert_non_null(p);
    assert_int_equal(p->relation, STM_REL_EXCERPT);
    assert_int_equal(p->from, 0);
    stm_arena_fini(&s.arena);
    /* nobody is named */
    p = quote_bridge(&s, room, sizeof room, "", "Walker");
    assert_non_null(p);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
    /* a name that is only part of another one */
    p = quote_bridge(&s, room, sizeof room, "According to a report by the Tarn Messengers' Club: ", "Walker");
    assert_non_null(p);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
    /* a paper's own name */
    p = quote_bridge(&s, room, sizeof room, "As the Tarn Messenger wrote: ", "The Tarn Messenger");
    assert_non_null(p);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
}

/* A house that a text signs its words with, though no list of agencies has it: the text is made from the house's. */
static void test_who_is_signed_sells_the_text(void **state)
{
    static set s;
    static const char shorter[] = BRIDGE "\n\nBoats can pass on the eastern arm.";
    static const char *const name[] = { "Walker", "Reedmere Desk", "Lock Press" };
    (void)state;
    for (uint32_t k = 0; k < 3; k++) {
        const stm_pair *p;
        memset(&s, 0, sizeof s);
        set_add(&s, "Walker", shorter);
        set_add(&s, "Reedmere Desk", bridge);
        stm_arena_init(&s.arena, 0);
        stm_vec_push(&s.arena, &s.articles[0].credits,
                     (stm_credit){ stm_str_of(name[k]), STM_CREDIT_TEXT, (stm_span){ 0, 1 } });
        assert_int_equal(stm_reuse_run(&s.arena, s.list, s.n, NULL, &s.out, NULL), STM_OK);
        p = stm_pair_of(&s.out, 0, 1);
        assert_non_null(p);
        assert_int_equal(p->from, k == 1 ? 1 : STM_NONE);
        stm_arena_fini(&s.arena);
    }
}

/* Two texts of the paper that is named have the passage, and nothing tells which of them was quoted. */
static void test_credit_of_two_texts_tells_neither(void **state)
{
    static set s;
    static char room[2048];
    const stm_pair *p;
    (void)state;
    snprintf(room, sizeof room, guide, "The Tarn Messenger reported: ");
    memset(&s, 0, sizeof s);
    set_add(&s, "The Tarn Messenger", bridge);
    set_add(&s, "Walker", room);
    set_add(&s, "The Tarn Messenger",
            "Letters from our readers. Mr Oswin asks why nobody paints the lamp posts on the quay, and whether the "
            "council still has the paint that it bought for them.\n\n" BRIDGE
            "\n\nMrs Pell writes that she misses the bell of the bridge more than the bridge.");
    p = set_pair(&s, 0, 1);
    assert_non_null(p);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
}

/* An agency's text, what one paper made of it, and a second paper's text that has the marks of the first paper's. */
static const char wire[] =
    "PORT SOLLEN (Reuters) - The last cannery on the northern quay will close in November, its owners said on Monday, "
    "ending a trade that once fed half of the town.\n\n"
    "About 140 people work there, most of them in the packing hall, and the company said it would offer places at its "
    "plant in Elmsford to those willing to move.\n\n"
    "\"We held on as long as the herring did,\" said Magnus Tarrow, whose grandfather built the hall. He blamed "
    "quotas, "
    "fuel and a roof that would cost more than the building is worth.\n\n"
    "The union said it had learned of the decision from a notice on the gate.\n\n"
    "Port Sollen has lost three processors in 8 years, according to the chamber of trade, and its fleet has shrunk "
    "from "
    "61 boats to 22.\n\n"
    "Mayor Ruth Ollery said the council would ask the province to keep the ice plant running, since the remaining "
    "crews "
    "cannot land a catch without it.\n\n"
    "A meeting of the workers was called for Thursday evening in the hall of the seamen's mission.";
static const char paper[] =
    "The town's last cannery is to shut in November, the owners told staff on Monday, and with it goes a trade that "
    "once fed half of the town.\n\n"
    "About 140 people work there, most of them in the packing hall, and the company said it would offer places at its "
    "plant in Elmsford to those willing to move. “We held on as long as the herring did,” said Magnus Tarrow, whose "
    "grandfather built the hall.\n\n"
    "Port Sollen has lost three processors in eight years — the chamber of trade keeps the list — and its fleet has "
    "shrunk from 61 boats to 22. Old hands on the quay remember mornings when one could walk to the breakwater across "
    "the decks.\n\n"
    "Mayor Ruth Ollery said the council would ask the province to keep the ice plant running, since the remaining "
    "crews "
    "cannot land a catch without it.\n\n"
    "A meeting of the workers was called for Thursday evening in the hall of the seamen’s mission.";
static const char copied[] =
    "The town's last cannery is to shut in November, the owners told staff on Monday, and with it goes a trade that "
    "once fed half of the town.\n\n"
    "About 140 people work there, most of them in the packing hall, and the company said it would offer places at its "
    "plant in Elmsford to those willing to move. “We held on as long as the herring did,” said Magnus Tarrow, whose "
    "grandfather built the hall.\n\n"
    "Port Sollen has lost three processors in eight years — the chamber of trade keeps the list — and its fleet has "
    "shrunk from 61 boats to 22. Old hands on the quay remember mornings when one could walk to the breakwater across "
    "the decks.";

static void run_papers(set *s, const char *last)
{
    memset(s, 0, sizeof *s);
    set_add(s, "Reuters", wire);
    set_add(s, "Quay Post", paper);
    set_add(s, "Inland Star", last);
    s->articles[1].published_day = s->articles[0].published_day = 15000;
    s->articles[2].published_day = 15001;
}

static void test_paper_that_copied_a_paper(void **state)
{
    static set s;
    static char from_wire[sizeof wire];
    const stm_pair *p;
    (void)state;
    run_papers(&s, copied);
    p = set_pair(&s, 1, 2);
    assert_non_null(p);
    assert_int_equal(p->from, 1);
    p = stm_pair_of(&s.out, 0, 2);
    assert_non_null(p);
    assert_int_equal(p->from, 0);
    stm_arena_fini(&s.arena);
    /* with the agency's wording it has nothing from the paper */
    memcpy(from_wire, wire, sizeof wire);
    *strstr(from_wire, "\n\nMayor") = '\0';
    run_papers(&s, from_wire);
    p = set_pair(&s, 1, 2);
    assert_non_null(p);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
    /* what was published first was copied from nobody */
    run_papers(&s, copied);
    s.articles[2].published_day = 14999;
    p = set_pair(&s, 1, 2);
    assert_non_null(p);
    assert_int_not_equal(p->from, 1);
    stm_arena_fini(&s.arena);
}

/* The bridge once more, told again by a paper that names whom it has it from. */
static const char retold[] =
    "Tarn Lock will have to do without its swing bridge until the middle of August%s. Two of its bearings have "
    "cracked, "
    "and the parts for them must be cast anew at a foundry in the north.\n\nBoats can pass on the eastern arm, and "
    "cyclists were told to take the ferry, which carries them free of charge before nine in the morning.\n\nThe "
    "keeper, "
    "Abel Thorne, turned the bridge by hand for thirty-one years and was given the brass handle when a motor took his "
    "place.\n\nCouncillor Ines Pardoe asked why nobody had looked at the bearings in spring, when the same firm was "
    "there to paint the rails. The board answered that painters are not engineers, and that the next inspection had "
    "been due in October.";

static void test_credit_tells_inside_a_family(void **state)
{
    static set s;
    static char room[2048], itself[2048];
    const stm_pair *p;
    (void)state;
    snprintf(room, sizeof room, retold, ", the Tarn Messenger reported");
    memset(&s, 0, sizeof s);
    set_add(&s, "The Tarn Messenger", bridge);
    set_add(&s, "Walker", room);
    p = set_pair(&s, 0, 1);
    assert_non_null(p);
    assert_int_equal(p->relation, STM_REL_EDIT);
    assert_int_equal(p->from, 0);
    stm_arena_fini(&s.arena);
    /* nobody is named */
    snprintf(room, sizeof room, retold, "");
    memset(&s, 0, sizeof s);
    set_add(&s, "The Tarn Messenger", bridge);
    set_add(&s, "Walker", room);
    p = set_pair(&s, 0, 1);
    assert_non_null(p);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
    /* the paper's own text names it: whoever copies that copies the name */
    snprintf(room, sizeof room, retold, ", the harbour master told the Tarn Messenger");
    snprintf(itself, sizeof itself, "%s A reader of the Tarn Messenger counted forty in an hour.", bridge);
    memset(&s, 0, sizeof s);
    set_add(&s, "The Tarn Messenger", itself);
    set_add(&s, "Walker", room);
    p = set_pair(&s, 0, 1);
    assert_non_null(p);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
}

/* Three sentences that two texts of one flood have in common; all else is their own. */
#define FLOOD_1                                                                                                        \
    "Water from the burst reservoir above Cold Marden cut the valley road in three places and reached the lowest "     \
    "houses before midnight."
#define FLOOD_2 "The crest has since been held with sandbags and two barges full of clay that were sunk across the gap."
#define FLOOD_3 "Trains between Marden Junction and the coast are turned back at Oxley until the embankment is dry."
static const char guesses[] = FLOOD_1
    "\n\nWhat broke is not known. It could be that badgers had dug into the bank, a farmer believed, and others "
    "thought "
    "that frost might have done it, or possibly both. Nobody seemed to be hurt, though a carter may have been seen on "
    "the road late.\n\n" FLOOD_2 "\n\nThe school was opened for families with small children, and the baker lit his "
    "ovens at three so that there would be bread for all of them. Cows stood on the cricket field until it grew light."
    "\n\n" FLOOD_3 "\n\nIt was said that the other reservoir could perhaps go as well, but apparently no one from the "
    "works was there to ask. Old people in the village remembered a night like this, when the mill wheel was carried "
    "off and was found in a hedge. The vicar rang until the rope was wet. Along the lane to the quarry, where the "
    "water "
    "ran fastest, hens sat in the trees, and a rowing boat went from door to door with candles, blankets and a can of "
    "milk, as the lamps had failed. By breakfast the rain had gone over the hill. The "
    "smith, whose forge lies higher, took in a piano, two goats and the widow from the toll house, and wrote on his "
    "door with chalk whose they were. Somebody had tied a lantern to the finger post at the ford, and it went on "
    "burning all day because no one could get near enough to put it out.";
static const char knows[] =
    "Engineer Walter Inskip closed the second sluice himself at 4.10 on Wednesday, and the 61 families of Low Street "
    "will be home by Friday. " FLOOD_1 " He named an iron pipe of 1887 as the cause.\n\n" FLOOD_2
    "\n\nThe Marden Water Company will pay 12 shillings a week to each household, said its chairman, Edwin Fairlop, "
    "who "
    "came from Oxley with 40 men. Its shares fell by 9 points on the Leeming exchange. Doctor Hilda Rowe treated 7 "
    "people "
    "for cold in the Methodist hall, and carter Amos Birtle, 58, walked in at noon with both of his horses. The county "
    "will ask Colonel Stanton to inspect all 14 reservoirs between Garth and Skelby, beginning with the one at "
    "Dunmoor, "
    "whose keeper, Joseph Tait, reported a wet patch in March. The last such inspection, in 1931, cost 300 pounds. "
    "Members of the Rural District Council, led by Mrs Agatha Penrose, voted 11 to 2 for a fund, to which the Earl of "
    "Stourley gave 500 pounds and the Co-operative Society of Oxley 120 loaves a day. At Leeming Assizes, Judge "
    "Harcourt "
    "put off 6 cases until Monday. The Ordnance Survey will send Captain Lyle with 8 men to measure the breach, which "
    "is 74 feet wide and 19 deep, and Inskip wants 2,000 tons of stone from Garth Quarry by 30 November.\n\n" FLOOD_3;

static void test_texts_with_little_in_common_are_no_versions(void **state)
{
    static set s;
    const stm_pair *p;
    (void)state;
    memset(&s, 0, sizeof s);
    set_add(&s, NULL, guesses);
    set_add(&s, NULL, knows);
    p = set_pair(&s, 0, 1);
    assert_non_null(p);
    assert_int_equal(p->relation, STM_REL_COMMON_SOURCE);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
}

/* A paragraph that is at home in one text and stands alone in the other. */
#define KILN                                                                                                           \
    "The kiln at Pell Bottom was fired for the last time by the potters Enoch and Dora Vine, who had found a blue "    \
    "glaze in the ashes of an older furnace and sold it to a tile works for the price of a pony."
static const char potters[] =
    "Dora Vine sits among shelves that nobody dusts. The glaze, she says, was her brother's find; the ashes were hers, "
    "since she had dug them out.\n\n" KILN
    "\n\nThe tile works has kept the blue ever since, and paid the potters nothing more. Enoch kept the pony and was "
    "seen with it at every fair until it could no longer climb to Pell Bottom. Of the furnace a ring of bricks is "
    "left, "
    "which the parish means to fence. When the kiln cooled, Dora broke the door with a hammer so that no one should "
    "ever fire it for show.\n\n"
    "She is eighty-one now and throws nothing larger than an egg cup. Visitors come on Saturdays, drink her elder wine "
    "and ask for blue. She shows them brown jugs with a hole for the thumb, which were made for harvesters, and tells "
    "them that thirst has no need of colour. In winter she reads the almanac aloud to the cat and keeps the accounts "
    "of "
    "the chapel, where a lamp of hers, shaped like a pear, has burned since the old king died.";
static const char column[] =
    "Why are our stations so brown? The walls in the booking hall were painted when the line was opened, and again "
    "when "
    "the roof fell in. A traveller counts nine shades of gravy between the ticket window and the stairs.\n\n" KILN
    "\n\nNo such luck for passengers. A committee of six has asked for samples of cream, which is brown with hope in "
    "it. "
    "The stationmaster, a patient man with a moustache of the right shade, points out that soot settles on cream "
    "within a week, and that the cleaners have been promised a longer ladder since Easter.\n\nPerhaps the answer is "
    "plants. A fern in a bucket does more for the spirit than any paint, and it eats smoke. We saw one on the up "
    "platform, between the scales and the chocolate machine, and it looked back at us like a friend.%s";

static void test_passage_is_from_where_it_is_at_home(void **state)
{
    static set s;
    static char room[2048];
    const stm_pair *p;
    (void)state;
    snprintf(room, sizeof room, column, "");
    memset(&s, 0, sizeof s);
    set_add(&s, NULL, room);
    set_add(&s, NULL, potters);
    p = set_pair(&s, 0, 1);
    assert_non_null(p);
    assert_int_equal(p->relation, STM_REL_EXCERPT);
    assert_int_equal(p->from, 1);
    stm_arena_fini(&s.arena);
    /* it was published later */
    s.articles[0].published_day = 15000;
    s.articles[1].published_day = 15001;
    p = set_pair(&s, 0, 1);
    assert_non_null(p);
    assert_int_not_equal(p->from, 1);
    stm_arena_fini(&s.arena);
    /* both speak of it */
    snprintf(
        room, sizeof room, column,
        "\n\nBut a blue glaze it ought to be, from the furnace of the potters; there must be ashes left in the kiln, "
        "and somewhere a pony.");
    memset(&s, 0, sizeof s);
    set_add(&s, NULL, room);
    set_add(&s, NULL, potters);
    p = set_pair(&s, 0, 1);
    assert_non_null(p);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
}

/* A name with a capital inside is no misread word when it comes again. */
static void test_name_with_a_capital_inside_is_read(void **state)
{
    static const char sale[] =
        "\n\nWhat is left of the catch will be sold by seaBid. Whether seaBid stays, seaBid cannot say.";
    static set s;
    static char one[sizeof paper + sizeof sale], two[sizeof copied + sizeof sale];
    const stm_pair *p;
    (void)state;
    snprintf(one, sizeof one, "%s%s", paper, sale);
    snprintf(two, sizeof two, "%s%s", copied, sale);
    run_papers(&s, two);
    s.articles[1].text = stm_str_of(one);
    p = set_pair(&s, 1, 2);
    assert_non_null(p);
    assert_int_equal(p->from, 1);
    stm_arena_fini(&s.arena);
}

/* A later version of the cannery text, by nobody knows whom, and a paper that has it from there. */
#define LATER                                                                                                          \
    "\n\nThe province offered late on Monday to lend the owners 2 million crowns for a new roof. \"They are three "    \
    "winters late,\" said Tarrow, who had asked for half of that."                                                     \
    "\n\nSeiners from Elmsford will land at Port Sollen until the ice plant is sold, harbour pilot Jens Aldous said."
static const char version[] =
    "PORT SOLLEN (Reuters) - The last cannery on the northern quay will close in November, its owners said on Monday, "
    "ending a trade that once fed half of the town.\n\n"
    "About 140 people work there, most of them in the packing hall, and the company said it would offer places at its "
    "plant in Elmsford to those willing to move.\n\n"
    "\"We held on as long as the herring did,\" said Magnus Tarrow, whose grandfather built the hall. He blamed "
    "quotas, fuel and a roof that would cost more than the building is worth." LATER
    "\n\nPort Sollen has lost three processors in 8 years, according to the chamber of trade, and its fleet has shrunk "
    "from 61 boats to 22.\n\n"
    "Mayor Ruth Ollery said the council would ask the province to keep the ice plant running, since the remaining "
    "crews cannot land a catch without it.";
static const char of_version[] =
    "With the last cannery on the northern quay goes a trade that once fed half of the town: its owners said on Monday "
    "it would close in November.\n\n"
    "About 140 people work there, most of them in the packing hall.\n\n"
    "“We held on as long as the herring did,” said Magnus Tarrow, whose grandfather built the hall.\n\n"
    "The province offered late on Monday to lend the owners 2 million crowns for a new roof. “They are three "
    "winters late,” said Tarrow, who had asked for half of that.\n\n"
    "Seiners from Elmsford will land at Port Sollen until the ice plant is sold, harbour pilot Jens Aldous said.";

static const stm_pair *from_version(set *s, const char *text)
{
    stm_credit credit = { .agency = stm_str_of("Reuters"), .kind = STM_CREDIT_TEXT };
    memset(s, 0, sizeof *s);
    set_add(s, "Reuters", wire);
    set_add(s, NULL, text);
    set_add(s, "Inland Star", of_version);
    s->articles[1].credits.at = &credit;
    s->articles[1].credits.n = 1;
    return set_pair(s, 1, 2);
}

/* It writes as the agency does, and so is the agency's; a newspaper would have put it into its own style. */
static void test_text_written_as_the_agency_writes(void **state)
{
    static set s;
    static char papers[sizeof version + 64];
    size_t n = 0;
    const stm_pair *p = from_version(&s, version);
    (void)state;
    assert_non_null(p);
    assert_int_equal(p->from, 1);
    assert_true(p->confidence > .5); /* from an agency */
    stm_arena_fini(&s.arena);
    /* the same with a typesetter's marks, which are no misread letters, behind commas either */
    for (const char *at = version; *at != '\0'; at++) {
        n += (size_t)snprintf(papers + n, sizeof papers - n, *at == '"' ? "%s" : "%.1s", *at == '"' ? "”" : at);
    }
    p = from_version(&s, papers);
    assert_non_null(p);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
}

#define WEIR_ONE                                                                                                       \
    "We were told in March that the weir would hold for another ten winters, and I have the letter here with the "     \
    "stamp of the surveyors on it"
#define WEIR_TWO                                                                                                       \
    "Nobody in this valley will pay twice for a wall that was built once and built badly, and I shall say so in "      \
    "the chamber"

static const char weir[] =
    "The council of Ostrey put off its vote on the broken weir after a meeting that lasted until midnight. Four "
    "members had asked for time to read the report.\n\n“" WEIR_ONE ",” Mayor Greta Holm said in a statement.\n\n"
    "Farmers below the dam have lost two cuttings of hay, and the eel fishery is shut. A pump that the county lent "
    "runs day and night behind the school.\n\n“" WEIR_TWO ",” Holm said.";
static const char weir_too[] =
    "Who pays for the flooded meadows? In Ostrey that question has split a village that used to settle everything "
    "over a pint. The surveyors blame frost; the builders blame the surveyors.\n\nThe mayor, for her part, turned on "
    "both. “" WEIR_TWO ",” she told reporters outside the town hall, where some thirty people had waited in the rain. "
    "She added: “" WEIR_ONE ".” A spokesman for the builders declined to comment on the letter.";

/* Whether a text of the Bell and one of the other outlet are a pair. */
static bool bell_shares(const char *text, const char *outlet, const char *other)
{
    set s = { .n = 0 };
    bool pair;
    set_add(&s, "The Ostrey Bell", text);
    set_add(&s, outlet, other);
    pair = set_pair(&s, 0, 1) != NULL;
    stm_arena_fini(&s.arena);
    return pair;
}

/* Two reporters who quote one statement have their texts from nobody; one desk that quotes it again has its own. */
static void test_quoting_one_speaker_is_no_reuse(void **state)
{
    (void)state;
    assert_false(bell_shares(weir, "Valley Post", weir_too));
    assert_true(bell_shares(weir, "The Ostrey Bell", weir_too));
}

/* Who and what a story is about has one name in all reports of it. */
#define SEALS                                                                                                          \
    "Nobody had counted the seals since the year of the great ice, and the fishermen say that each of them eats "      \
    "as much as a family. The wardens went out in two boats at low tide, with sandwiches and a drum. "
#define NETS                                                                                                           \
    "The price of nets has doubled, the smokehouse is for sale, and the young people leave on the morning ferry. "     \
    "What the county sends in winter does not pay for the coal. Old Peder Dahl mends clocks now, and does well. "
static const char cull[] =
    SEALS "A member of the Ostrey fisheries and harbours committee called on Mayor Greta Holm to stop it. " SEALS SEALS
          "Holm, who has led the council of the fishing town of Ostrey since the spring of "
          "last year, has defended it. " SEALS SEALS "The vote of the county's committee on fisheries and harbours is "
          "due in the first week of May. " SEALS;
static const char cull_too[] =
    NETS "The chairman of the Ostrey fisheries and harbours committee urged Mayor Greta Holm to stop it. " NETS NETS
         "Holm, who led the council of the fishing town of Ostrey for a year before, would not "
         "say. " NETS NETS "A vote of the county's committee on fisheries and harbours was put off to May. " NETS;

static void test_names_of_one_matter_are_no_reuse(void **state)
{
    (void)state;
    assert_false(bell_shares(cull, "Valley Post", cull_too));
    assert_true(bell_shares(cull, "The Ostrey Bell", cull_too));
}

/* One sentence of a speaker that two reporters heard; the same words without marks are somebody's text. */
#define PIER                                                                                                           \
    "When the storm took the old pier we were told within a week that the county would pay for every plank of it"
static const char heard[] = SEALS "“" PIER ",” Holm told the council. " SEALS;
static const char heard_too[] = NETS "“" PIER ",” she repeated on Friday, to laughter. " NETS;
static const char told_too[] = NETS PIER ", she repeated on Friday, to laughter. " NETS;

static void test_one_quotation_is_no_reuse(void **state)
{
    (void)state;
    assert_false(bell_shares(heard, "Valley Post", heard_too));
    assert_true(bell_shares(heard, "Valley Post", told_too));
}

/* Of one agency text each has three sentences, reworded, and much of its own. */
static const char copied_here[] =
    "The orchards of Tarn have never looked so bare. Old Miss Quayle, who has pruned there since the flood, says that "
    "even the wasps have gone to Linden, where somebody left a barrel of plums without its lid.\n\nA late frost in the "
    "second week of May killed nine in ten of the blossoms on the slopes above the river, growers said.\n\nThe cider "
    "mill, which employs forty people in autumn, will press apples from the southern counties this year, its owner "
    "said.\n\nThe county has promised loans without interest to all who lost more than half of their crop, but no "
    "grants.\n\nAt the inn they talk of nothing else. One man means to sell his ladders, another to keep geese, and "
    "the smith has begun to forge stoves for next spring, each as large as a hen house and as heavy as the bell of the "
    "chapel.\n\nChildren are glad of it, since nobody will send them up the trees in October. They have drawn a face "
    "on the door of the press house, and nobody has scrubbed it off, for the brush is lent to the vicar.\n\nMiss "
    "Quayle does not borrow. She has planted quinces along the railway, which flower when the drivers have put away "
    "their scarves, and she keeps a fire of damp straw ready in the ditch. Her grandfather, she says, lit one each "
    "night for a month and smelled of it at his wedding. The guests bore it, for there was no other smell in the "
    "valley, and the bride had come from a family of smokers of eel.\n\nOn the far bank the hop poles stand in rows. "
    "Their owner lends us a boat when the ferry sleeps. He had mildew, then lice, then a buyer who paid in tin, and he "
    "would not change with anyone.";
static const char copied_there[] =
    "Whoever wants pie should hurry. Bakers in three towns told us that jars of last year are nearly sold out, and the "
    "one on Bell Street has put a padlock on his cellar, which he wears the key of around his neck, even asleep.\n\n"
    "Growers said a late frost in the second week of May killed nearly all of the blossoms on the slopes above the "
    "river.\n\n"
    "Prices in the market hall have doubled since Whitsun. A pear costs as much as a candle, and the candle maker, who "
    "is no fool, gives a pear to everyone who buys twelve. His brother sells gooseberries and keeps silent.\n\n"
    "According to its owner the cider mill, which employs forty people in autumn, will press fruit from the southern "
    "counties.\n\n"
    "Our cook suggests rhubarb. It needs sugar, patience and a lid that shuts, and it should be eaten on the day, with "
    "custard, in good company, while the dog is out. Elder will do as well if you have nothing to wear it on.\n\n"
    "The county promised loans without interest to all who lost more than a third of their crop; there will be no "
    "gifts.\n\n"
    "Last week a reader sent us a recipe from her aunt, who cooked for a bishop. It asks for forty eggs, a new broom "
    "and the patience of a mule. We tried it with four eggs and an old broom. The result was yellow and could be cut, "
    "and two of us asked for more, though one of these was the dog already mentioned, who eats wicker.\n\n"
    "For those who would rather read, the library has bought a book of fruit with pictures under tissue. It may be "
    "looked at on Thursdays, with clean hands, in the room where the stove is.";

static void test_passages_that_both_reworded_have_a_common_source(void **state)
{
    static set s;
    const stm_pair *p;
    (void)state;
    memset(&s, 0, sizeof s);
    set_add(&s, NULL, copied_here);
    set_add(&s, NULL, copied_there);
    p = set_pair(&s, 0, 1);
    assert_non_null(p);
    assert_true(p->passages.n >= 3);
    assert_int_equal(p->relation, STM_REL_COMMON_SOURCE);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
}

/* The cannery text before it was trimmed in a score of places. */
static const char day_before[] =
    "PORT SOLLEN (Reuters) - A buyer was found on Tuesday for the last cannery on the northern quay, which its owners "
    "had said would close for good in November, ending a trade that for decades fed half of the town.\n\n"
    "About 140 men and women work there, most of them in the hall, and the company had told them it would offer places "
    "at its new plant in Elmsford to those willing to move.\n\n"
    "\"We held on as long as the herring did,\" said Magnus Tarrow, 71, whose grandfather had built the hall and its "
    "pier. He blamed quotas, the price of fuel and a leaking roof that would cost more than the whole building is "
    "worth.\n\n"
    "The union of packers said on Monday it had learned only of the decision from a short notice on the main gate.\n\n"
    "The town of Port Sollen has lost three large processors in 8 years, according to the regional chamber of trade, "
    "and its old fleet has shrunk from 61 to 22 boats.\n\n"
    "Mayor Ruth Ollery, a lawyer, said the town council would soon ask the province to keep the old ice plant running, "
    "since the few remaining crews cannot safely land a full catch without it.\n\n"
    "A first meeting of all the workers was called for late Thursday evening in the large hall of the old seamen's "
    "mission.";

/* What an agency runs on the next day, in much the same words, is its own text of the day before, carried on. */
static void test_texts_of_one_outlet_have_no_lost_source(void **state)
{
    static set s;
    const stm_pair *p;
    (void)state;
    for (int same = 0; same < 2; same++) {
        memset(&s, 0, sizeof s);
        set_add(&s, same != 0 ? "Reuters" : "Associated Press", day_before);
        set_add(&s, "Reuters", wire);
        s.articles[0].published_day = 15000;
        s.articles[1].published_day = 15001;
        p = set_pair(&s, 0, 1);
        assert_non_null(p);
        assert_int_equal(p->relation, same != 0 ? STM_REL_EDIT : STM_REL_COMMON_SOURCE);
        assert_int_equal(p->from, same != 0 ? 0 : STM_NONE);
        stm_arena_fini(&s.arena);
    }
}

/* Two papers' texts, one word apart: which was first nothing tells, but that they are one text does. */
static void test_versions_of_one_text_without_dates(void **state)
{
    static set s;
    static char room[2048];
    const stm_pair *p;
    (void)state;
    snprintf(room, sizeof room, "%s", paper);
    memcpy(strstr(room, "packing hall"), "packing shed", 12);
    memset(&s, 0, sizeof s);
    set_add(&s, "Quay Post", paper);
    set_add(&s, "Inland Star", room);
    p = set_pair(&s, 0, 1);
    assert_non_null(p);
    assert_int_equal(p->relation, STM_REL_REPRINT);
    assert_int_equal(p->from, STM_NONE);
    stm_arena_fini(&s.arena);
}

/* Nothing behind a text is read, where a long word with a letter twice stands near its end either. */
static void test_end_of_a_text(void **state)
{
    static const char words[] = "The millers of Tarn were praised for their cleverness in all, now.";
    set s = { .n = 0 };
    char *at = malloc(sizeof words - 1);
    (void)state;
    assert_non_null(at);
    memcpy(at, words, sizeof words - 1);
    set_add(&s, NULL, bridge);
    set_add(&s, NULL, bridge);
    s.articles[1].text = (stm_str){ at, sizeof words - 1 };
    assert_null(set_pair(&s, 0, 1));
    stm_arena_fini(&s.arena);
    s.articles[0].text = s.articles[1].text;
    (void)set_pair(&s, 0, 1);
    stm_arena_fini(&s.arena);
    free(at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_is_credited_was_first),
        cmocka_unit_test(test_who_is_signed_sells_the_text),
        cmocka_unit_test(test_credit_of_two_texts_tells_neither),
        cmocka_unit_test(test_credit_tells_inside_a_family),
        cmocka_unit_test(test_texts_with_little_in_common_are_no_versions),
        cmocka_unit_test(test_passage_is_from_where_it_is_at_home),
        cmocka_unit_test(test_name_with_a_capital_inside_is_read),
        cmocka_unit_test(test_text_written_as_the_agency_writes),
        cmocka_unit_test(test_paper_that_copied_a_paper),
        cmocka_unit_test(test_quoting_one_speaker_is_no_reuse),
        cmocka_unit_test(test_one_quotation_is_no_reuse),
        cmocka_unit_test(test_names_of_one_matter_are_no_reuse),
        cmocka_unit_test(test_passages_that_both_reworded_have_a_common_source),
        cmocka_unit_test(test_texts_of_one_outlet_have_no_lost_source),
        cmocka_unit_test(test_versions_of_one_text_without_dates),
        cmocka_unit_test(test_end_of_a_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
