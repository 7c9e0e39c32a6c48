/** A comment of the seed community, placed so many hours after its article was published. */
export interface SeedRemark {
  /** Slug of the article, which is also the name of its file. */
  readonly article: string;
  /** Username of whoever wrote the comment. */
  readonly author: string;
  readonly hoursAfter: number;
  readonly body: string;
}

// One comment a line: broken over several, the list would be six times as long and no easier to read.
// oxfmt-ignore
export const remarks = [
  { article: 'the-hum-that-was-not-the-capacitor', author: 'anders', hoursAfter: 1.5, body: 'A dry stick and one hand in the pocket. On the boat it is a wooden spoon. Does the varnish mean that he knew it was not soldered?' },
  { article: 'the-hum-that-was-not-the-capacitor', author: 'rafael', hoursAfter: 3.2, body: 'I have thought about that. I believe he twisted it to try it, it worked, and the varnish was done by somebody else at the end of the bench, who varnished everything.' },

  { article: 'an-index-is-a-promise-about-order', author: 'silvia', hoursAfter: 4, body: 'Our drawers were filed by author and then by title, and every week someone asked for a book called Letters. They were all in there, in perfect order, one or two to a drawer.' },
  { article: 'an-index-is-a-promise-about-order', author: 'dmitri', hoursAfter: 9, body: 'So the second index is good only if author 42 is prolific, and something has to decide beforehand whether he is. Where does the planner get its opinion?' },
  { article: 'an-index-is-a-promise-about-order', author: 'ines', hoursAfter: 11.5, body: 'From a sample it takes now and then: the commonest values in each column, and roughly how common they are. If author 42 is not among the commonest he is assumed to be average, which is how one comes to read three years of other people.' },

  { article: 'four-ways-to-lose-a-small-word', author: 'tobias', hoursAfter: 3, body: 'I said to the new lad this morning, you did feed the starter. He went and fed the starter. So English has the word, only it is in the eyebrow.' },
  { article: 'four-ways-to-lose-a-small-word', author: 'noor', hoursAfter: 7, body: 'It is, and I have often wished that I could print one. ‘You did feed it’, with the weight on ‘did’, comes very close. It has a little more of the police in it than the Dutch.' },
  { article: 'four-ways-to-lose-a-small-word', author: 'priya', hoursAfter: 31, body: 'I am sorry about the third plate. I had already seen which shelf it came from.' },

  { article: 'walking-the-47-to-the-end-of-the-line', author: 'silvia', hoursAfter: 8, body: 'A lane that survives only on a sign has often survived in the rate books as well. Ask for the volumes from before the car park, and look under the laundry’s owner and not under the street.' },
  { article: 'walking-the-47-to-the-end-of-the-line', author: 'priya', hoursAfter: 21, body: 'I asked, and you were right. There was a laundry, there was a lane, and the lane was nine metres long. They gave it a sign because the vans kept missing it.' },
  { article: 'walking-the-47-to-the-end-of-the-line', author: 'lena', hoursAfter: 40, body: 'What became of the man with the fern? I worried about it through the whole last dozen stops.' },
  { article: 'walking-the-47-to-the-end-of-the-line', author: 'priya', hoursAfter: 44, body: 'He was on the bus I rode home on, three rows ahead, without the fern.' },

  { article: 'the-width-of-a-comfortable-line', author: 'ines', hoursAfter: 2.5, body: 'Thirty ems is what I arrived at for our documentation, by squinting. Do you hold code to the same measure?' },
  { article: 'the-width-of-a-comfortable-line', author: 'maren', hoursAfter: 6, body: 'No. Code is read down its left edge more than across, and its line breaks mean something. I would sooner let it run long and scroll than break it for the sake of my margins.' },

  { article: 'the-box-marked-miscellaneous', author: 'noor', hoursAfter: 3, body: 'A society for the improvement of something, the noun torn off. I have been a member for years, and I am sorry to say that I am the treasurer.' },
  { article: 'the-box-marked-miscellaneous', author: 'yuki', hoursAfter: 27, body: 'If the fern is whole, would you look at the back of it? ‘Not this one’ sounds like a person who had two and was trying to tell them apart.' },
  { article: 'the-box-marked-miscellaneous', author: 'silvia', hoursAfter: 50, body: 'There are round spots in two rows along each lobe, each with a small cover shaped like a kidney.' },
  { article: 'the-box-marked-miscellaneous', author: 'yuki', hoursAfter: 58, body: 'Then it is one of the male ferns, or a near cousin. People send those back to each other to this day.' },

  { article: 'moss-on-the-north-wall', author: 'kofi', hoursAfter: 4, body: 'I once took a turning at night on the strength of a mossy gatepost. It cost me eleven kilometres. I should now like to go back and see which way it leaned.' },
  { article: 'moss-on-the-north-wall', author: 'rafael', hoursAfter: 30, body: 'A month in an envelope, and green before you had rinsed the spoon. I have mended clocks that were only waiting for that, and charged for it.' },

  { article: 'a-week-of-the-barometer', author: 'lena', hoursAfter: 5, body: 'The ring round the sun is in my logs too, and round the Moon, about a day before rain more often than not. Was it the whole ring?' },
  { article: 'a-week-of-the-barometer', author: 'anders', hoursAfter: 12, body: 'Two thirds. The rest was behind the harbour office.' },
  { article: 'a-week-of-the-barometer', author: 'kofi', hoursAfter: 25, body: 'So the quick rise after low is the thing that meets me outside the control, when the rain has stopped and I have just packed my jacket.' },

  { article: 'a-starter-kept-in-a-jam-jar', author: 'ines', hoursAfter: 10, body: 'Mine doubles in nine hours and not in eight, three days running. I ask as a person who writes acceptance tests: does it pass?' },
  { article: 'a-starter-kept-in-a-jam-jar', author: 'tobias', hoursAfter: 15, body: 'It passes. Your kitchen is cold, that is all. If it took fourteen I would feed it a few days more.' },

  { article: 'two-squares-missing', author: 'ines', hoursAfter: 5, body: 'For the straight pieces of three I make it four possible squares. Am I near?' },
  { article: 'two-squares-missing', author: 'dmitri', hoursAfter: 8, body: 'Four it is. And how many colours did it cost you?' },
  { article: 'two-squares-missing', author: 'ines', hoursAfter: 9.5, body: 'Three, along the diagonals, and then the same again with the diagonals leaning the other way. The first colouring alone still allows twenty-two squares, which was the moment I nearly went to bed.' },

  { article: 'packing-for-four-hundred-kilometres', author: 'priya', hoursAfter: 16, body: 'I believe I know the vending machine. Third platform, under the clock that runs ten minutes fast?' },
  { article: 'packing-for-four-hundred-kilometres', author: 'kofi', hoursAfter: 20, body: 'I can neither confirm the machine nor deny the clock. But I have set off from there with four minutes in hand and found that I had fourteen.' },
  { article: 'packing-for-four-hundred-kilometres', author: 'silvia', hoursAfter: 90, body: 'I am glad the organiser put the card on a radiator and did not try to peel it. Another time, blotting paper on both sides and a dictionary on top.' },

  { article: 'screws-in-the-order-they-came-out', author: 'silvia', hoursAfter: 9, body: 'Do you keep a record of the initials scratched inside the back plates? We once identified a whole workshop from three letters and a date.' },
  { article: 'screws-in-the-order-they-came-out', author: 'rafael', hoursAfter: 14, body: 'In a notebook, sixty or so by now, with the clock and the town. I will copy it for you. In pencil, I know.' },

  { article: 'learning-the-sky-without-a-telescope', author: 'priya', hoursAfter: 20, body: 'From my chair I have two and a half fists of sky between one roof and the next, and a street lamp. Where should somebody start who never gets the whole saucepan?' },
  { article: 'learning-the-sky-without-a-telescope', author: 'lena', hoursAfter: 26, body: 'Walk to the nearest big crossroads, where four streets’ worth of sky meet. Failing that, wait for summer: Vega comes nearly overhead, and even a narrow street has an overhead.' },

  { article: 'rivers-under-the-pavement', author: 'maren', hoursAfter: 19, body: 'I notice Conduit in your list of names. Whoever edits this weekly may want to look at the cellar.' },
  { article: 'rivers-under-the-pavement', author: 'anders', hoursAfter: 33, body: 'Was the wagtail under the arch a grey or a pied? The grey likes running water, and it would tell you that the brook is in fair health.' },
  { article: 'rivers-under-the-pavement', author: 'priya', hoursAfter: 38, body: 'Grey, with so much yellow underneath that I had looked it up as something else.' },

  { article: 'a-notebook-for-cloudy-nights', author: 'silvia', hoursAfter: 15, body: 'Seven exercise books over sixteen years, in one hand, with the weather: please write your name in each of them and tell somebody where they are. It is the dull entries that will be wanted.' },
  { article: 'a-notebook-for-cloudy-nights', author: 'lena', hoursAfter: 23, body: 'They’re on the shelf above the boiler. I have a feeling you’re about to tell me to move them.' },
  { article: 'a-notebook-for-cloudy-nights', author: 'silvia', hoursAfter: 24, body: 'This evening, if it is cloudy.' },

  { article: 'a-quiet-night-at-anchor', author: 'dmitri', hoursAfter: 20, body: 'With 35 metres of chain and 7.5 of depth, Pythagoras gives a circle of about 34 metres to swing in. So the depth takes off almost nothing, and one may as well use the chain itself.' },
  { article: 'a-quiet-night-at-anchor', author: 'anders', hoursAfter: 31, body: 'Pythagoras has the chain straight. If it is straight I am already up and dressed. But yes, use all of it, and add the length of the boat.' },

  { article: 'waiting-for-your-eyes', author: 'tobias', hoursAfter: 5, body: 'I have never put the big lights on before six and could not have told you why. From the street door I can see the Pleiades in winter if I look at the drainpipe.' },

  { article: 'how-to-keep-a-box-of-family-letters', author: 'lena', hoursAfter: 7, body: 'An uncle has already written on the backs of all our photographs, in biro, with great confidence. Is there anything to be done?' },
  { article: 'how-to-keep-a-box-of-family-letters', author: 'silvia', hoursAfter: 12, body: 'Leave it, it is evidence now. Put a sheet of plain good paper between each back and the next face, because ballpoint can transfer. And if the uncle is living, ask him how he knew.' },

  { article: 'storing-a-date-is-a-decision', author: 'lena', hoursAfter: 9, body: 'Astronomers count days from noon, so that the date doesn’t change in the middle of a night’s work. It drives everybody else mad and I’ve never once had to explain which night I meant.' },
  { article: 'storing-a-date-is-a-decision', author: 'ines', hoursAfter: 13, body: 'I had not known that. It is the first midnight at midday I have heard of that was put there on purpose.' },

  { article: 'oiling-a-clock-without-drowning-it', author: 'priya', hoursAfter: 10, body: 'How often should this be done? Mine has not stopped, and so I have never looked.' },
  { article: 'oiling-a-clock-without-drowning-it', author: 'rafael', hoursAfter: 15, body: 'Look once a year, with a lamp. Oil only if the sinks have gone dry, which may be every four or five years. If they are still wet, close the door and be proud of it.' },
  { article: 'oiling-a-clock-without-drowning-it', author: 'anders', hoursAfter: 62, body: 'I can confirm what the spray can does. I can also confirm what the afternoon costs.' },

  { article: 'a-lawn-given-over-to-moss', author: 'maren', hoursAfter: 10, body: 'Four planted and nineteen found. Where did the fifteen come from?' },
  { article: 'a-lawn-given-over-to-moss', author: 'yuki', hoursAfter: 17, body: 'On the wind as spores, I suppose, and on my boots. I think that several were there at the beginning and that I was not yet able to see them.' },

  { article: 'the-translator-at-the-stove', author: 'yuki', hoursAfter: 4, body: 'In Japanese it is the ear lobe too, for rice dumplings. My mother held hers while she kneaded, and had flour on that ear all day.' },
  { article: 'the-translator-at-the-stove', author: 'noor', hoursAfter: 8, body: 'Three languages, then, and one ear. I had been rather proud of leaving out the footnote, and now I see how long it would have been.' },
  { article: 'the-translator-at-the-stove', author: 'tobias', hoursAfter: 13, body: 'It is the dough that tires. It stops pushing back and wants to lie down. Then so do you, but you have the oven to see to.' },
  { article: 'the-translator-at-the-stove', author: 'dmitri', hoursAfter: 60, body: 'If the sugar and the water for the syrup were both measured in the same cup, the size of the cup cancels, and the cousin cannot blame your arithmetic. Were they?' },
  { article: 'the-translator-at-the-stove', author: 'noor', hoursAfter: 67, body: 'The sugar is in cups. The water is ‘to cover’. Your theorem is correct and does not apply.' },

  { article: 'reading-a-crumb', author: 'maren', hoursAfter: 20, body: 'Great caves with grey putty between them is just how a badly justified line looks. There too the cure is to give it more room and stop pulling.' },

  { article: 'how-to-draw-your-street-from-memory', author: 'dmitri', hoursAfter: 22, body: 'If every gentle bend is drawn as a ruler and its forty degrees go into the next corner, what happens when somebody draws right round the block?' },
  { article: 'how-to-draw-your-street-from-memory', author: 'priya', hoursAfter: 27, body: 'They do not arrive. I have one sheet on which a front door stands a good thumb’s width away from itself, with a small embarrassed hedge to fill the gap.' },

  { article: 'the-headwind-has-no-opinion', author: 'dmitri', hoursAfter: 14, body: 'There is a tidy way to put it: divide the still-day time by one minus the square of wind over speed. Four hours forty-eight divided by twenty-four twenty-fifths is five hours to the minute.' },
  { article: 'the-headwind-has-no-opinion', author: 'kofi', hoursAfter: 19, body: 'I am glad that it is exact. It felt exact.' },
  { article: 'the-headwind-has-no-opinion', author: 'anders', hoursAfter: 35, body: 'You could always tack.' },

  { article: 'distributing-the-type', author: 'noor', hoursAfter: 6, body: 'Setting Dutch, you would run out of e before you had said good morning. And what do you do about the ij, is it one box or two?' },
  { article: 'distributing-the-type', author: 'maren', hoursAfter: 11, body: 'I have one Dutch fount with ij cast together on a single body, and it lives in a box of its own, taken from the fractions. In the others it is two letters that have to be introduced each time.' },

  { article: 'king-and-pawn-against-king', author: 'lena', hoursAfter: 30, body: 'Does it have to be one square between the kings? I lost one last night with three, and it felt like the same corridor.' },
  { article: 'king-and-pawn-against-king', author: 'dmitri', hoursAfter: 36, body: 'It was the same corridor. One, three or five, as long as the number is odd and the other fellow has to move. From a distance it is only harder to see that you have been cornered.' },

  { article: 'pencil-in-the-margin', author: 'noor', hoursAfter: 10, body: '‘If he had but.’ I have been carrying it about since yesterday. Anything I add makes it worse.' },
  { article: 'pencil-in-the-margin', author: 'maren', hoursAfter: 26, body: 'On behalf of the trade I apologise for the centimetre. He will have been told to make the edges even, and nobody will have asked him to read.' },

  { article: 'shortwave-after-midnight', author: 'lena', hoursAfter: 3, body: 'I think we have the same neighbour. The lamp that makes your wasp in a jar is the one that costs me two stars out of the Little Bear.' },

  { article: 'a-glossary-for-one-novel', author: 'ines', hoursAfter: 6, body: 'Your fifth column is what we never write down. We record what was decided, and a year later somebody proposes the loser again with great freshness.' },

  { article: 'the-card-catalogue-was-a-database', author: 'ines', hoursAfter: 4, body: 'The word you were told about is commit, and I like dropping the cards better. The tracings I have had to build by hand in two systems, under a much uglier name.' },
  { article: 'the-card-catalogue-was-a-database', author: 'dmitri', hoursAfter: 29, body: 'Were there longer rings of ‘see also’, three or four cards passing a reader round without a book among them?' },
  { article: 'the-card-catalogue-was-a-database', author: 'silvia', hoursAfter: 35, body: 'One of five, under Fisheries. We found it when a gentleman came to the desk for the third time in an afternoon and asked whether he was being tested.' },

  { article: 'losing-by-post', author: 'noor', hoursAfter: 12, body: 'The most beautiful idea in the game was put there by a reader of the wrong text. I know of whole schools of criticism that rest on less.' },

  { article: 'the-moon-above-the-rooftops', author: 'maren', hoursAfter: 15, body: 'I tried it between the knees in the yard behind the shop. It shrank at once, and so did my standing with the paper merchant, who had come about the delivery.' },
] as const satisfies readonly SeedRemark[];
