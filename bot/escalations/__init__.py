"""Problems that are asked higher and higher up until the person who raised them has an answer."""
