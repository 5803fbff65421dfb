"""The page 通知单 of the print centre: notices of missed doses and the text for the loudspeaker, by village."""
